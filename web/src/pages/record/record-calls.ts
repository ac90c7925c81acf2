// SPDX-License-Identifier: Apache-2.0
// What the forms for figures by year and for splitting send.
import { change } from '@/api/http'
import type { OpenRecord, RecordView, Target, YearFigures } from '@/pages/registries/record'

const place = ({ code, id }: { code: string; id: number }): string =>
  `/records/${encodeURIComponent(code)}/${id}`

export type Fields = Record<string, string | null>

// `version` is that of the year's figures as they were seen, 0 where there are none yet.
export interface YearChange {
  code: string
  id: number
  year: number
  version: number
  fields: Fields
  source?: string
}
export async function saveYear(asked: YearChange, key: string): Promise<YearFigures> {
  const { fields, source } = asked
  const answer = await change<{ figures: YearFigures }>(
    'PUT',
    `${place(asked)}/years/${asked.year}`,
    source === undefined ? { fields } : { fields, source },
    { key, ifMatch: `"${asked.version}"` }
  )
  return answer.data.figures
}

export interface Splitting {
  parts: { fields: Fields }[]
  on: string
  whole_stays: boolean
  reason: string
}
export async function splitRecord(target: Target, body: Splitting): Promise<OpenRecord> {
  const { data, etag } = await change<RecordView>('POST', `${place(target)}/split`, body, {
    key: target.key,
    ifMatch: target.tag
  })
  return { view: data, tag: etag }
}
