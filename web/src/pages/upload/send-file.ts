// SPDX-License-Identifier: Apache-2.0
// Sends a plan document and tells how far it has come. fetch() cannot tell, XMLHttpRequest can.
import { parseExact } from '@/api/exact'
import { noAnswer, strangeAnswer, toProblem } from '@/api/problem'
import { session } from '@/api/session'
import { language } from '@/i18n/language'

import type { Draft } from './draft'

export const fileBytesMax = 16 * 1024 * 1024
export const fileEndings = ['.txt', '.md', '.html', '.htm', '.docx', '.pdf']

// `onSent` gets 0 to 1; at 1 the server is reading. Throws a Problem.
export function sendPlan(
  file: File,
  key: string,
  onSent: (part: number) => void
): Promise<Draft> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/plans')
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en')
    request.setRequestHeader('Idempotency-Key', key)
    request.setRequestHeader('X-CSRF-Token', session.value?.csrf_token ?? '')
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onSent(total > 0 ? loaded / total : 0)
    )
    request.upload.addEventListener('load', () => onSent(1))
    request.addEventListener('error', () => reject(noAnswer()))
    request.addEventListener('load', () => {
      let body: unknown
      try {
        body = parseExact(request.responseText)
      } catch {
        reject(strangeAnswer(request.status))
        return
      }
      if (request.status === 201) resolve(body as Draft)
      else reject(toProblem(body, request.status))
    })
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
