// SPDX-License-Identifier: Apache-2.0
// The templates of official documents, and the address of a file made of one.
import { get } from '@/api/http'
import type { Words } from '@/api/types'

export interface DocumentTemplate {
  code: string
  name: Words
  about: Words
  form: 'red-header' | 'bulletin' | 'plain'
  period: 'month' | 'quarter' | 'year'
  is_about: string
}

export const readDocuments = async (
  on: string,
  signal?: AbortSignal
): Promise<{ items: DocumentTemplate[] }> =>
  (await get<{ items: DocumentTemplate[] }>('/documents', { as_of: on }, signal)).data

export const filePath = (code: string, on: string, issue: number): string =>
  `/api/v1/documents/${encodeURIComponent(code)}/file?as_of=${on}&issue=${issue}`

// The office keeps China's time, whatever the reader's machine thinks.
export const todayInChina = (): string =>
  new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
