// SPDX-License-Identifier: Apache-2.0
// Trying figures of a policy out on a table of firms (api/openapi.yaml: PolicyTable, PolicyTrial).
import { change, withQuery } from '@/api/http'
import type { Exact, FieldError } from '@/api/types'

export interface KeptTable {
  table: string
  policy: string
  rows: number
  rows_unsound: number
  absent: string[]
  notes: FieldError[]
}

export interface Tally {
  yes: number
  no: number
  open: number
  cost_low: Exact // yuan
  cost_high: Exact | null // null: no upper end
}

export interface Trial {
  before: Tally
  after: Tally
  gains: number
  losses: number
  gained: string[]
  lost: string[]
}

export const keepTable = async (code: string, on: string, table: Blob): Promise<KeptTable> =>
  (
    await change<KeptTable>(
      'POST',
      withQuery(`/policies/${encodeURIComponent(code)}/tables`, { on }),
      table
    )
  ).data

export const tryOut = async (
  table: string,
  set: Record<string, string>,
  signal: AbortSignal
): Promise<Trial> =>
  (
    await change<Trial>(
      'POST',
      `/policy-tables/${encodeURIComponent(table)}/trials`,
      { set },
      { signal }
    )
  ).data
