// SPDX-License-Identifier: Apache-2.0
// A refusal of the server (RFC 9457), or our own words when there was no proper answer. Both
// languages are kept, so switching the language also switches a message that is on the screen.
import { common } from '@/i18n/common'
import { language, messagesNow } from '@/i18n/language'

import type { FieldError, ProblemDocument, ProblemWords } from './types'

export class Problem extends Error {
  readonly status: number // 0: no answer at all
  readonly code: string
  readonly instance: string
  readonly fields: readonly FieldError[]
  private readonly zh: ProblemWords
  private readonly en: ProblemWords

  constructor(document: ProblemDocument) {
    super(`${document.code}: ${document.en.title}`)
    this.name = 'Problem'
    this.status = document.status
    this.code = document.code
    this.instance = document.instance
    this.fields = document.errors
    this.zh = document.zh
    this.en = document.en
  }

  // Title, detail and hint in the reader's language.
  get words(): ProblemWords {
    return language.value === 'zh' ? this.zh : this.en
  }
}

export function fieldWords(error: FieldError): { text: string; hint: string } {
  return language.value === 'zh'
    ? { text: error.zh, hint: error.hint_zh }
    : { text: error.en, hint: error.hint_en }
}

// Looked up when they are shown: only the words of the reader's language are there.
function own(kind: 'network' | 'strange', status: number, instance: string): Problem {
  const words: ProblemWords = {
    get title() {
      return messagesNow(common)[`${kind}Title`]
    },
    get detail() {
      return messagesNow(common)[`${kind}Detail`]
    },
    get hint() {
      return messagesNow(common)[`${kind}Hint`]
    }
  }
  return new Problem({
    type: 'about:blank',
    title: words.title,
    status,
    detail: '',
    instance,
    code: `E-${kind}`,
    zh: words,
    en: words,
    errors: []
  })
}

export const noAnswer = (): Problem => own('network', 0, '')
export const strangeAnswer = (status: number): Problem => own('strange', status, '')

function isProblemDocument(value: unknown): value is ProblemDocument {
  if (typeof value !== 'object' || value === null) return false
  const document = value as Partial<ProblemDocument>
  return (
    typeof document.code === 'string' &&
    typeof document.zh?.title === 'string' &&
    typeof document.en?.title === 'string' &&
    Array.isArray(document.errors)
  )
}

export function toProblem(body: unknown, status: number): Problem {
  return isProblemDocument(body) ? new Problem(body) : strangeAnswer(status)
}
