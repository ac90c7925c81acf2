// SPDX-License-Identifier: Apache-2.0
// The records behind a target's figure, as the reader may see them.
import type { Exact } from '@/api/exact'
import { get } from '@/api/http'
import type { Words } from '@/api/types'

export interface ShownRecord {
  id: number
  title: string
  values: Record<string, { text: string | null; shown: Words }>
  correction_since?: string // it is counted with what was approved before
}

export interface RecordList {
  total: Exact
  items: ShownRecord[] // at most 500
}

export interface ControlTotal {
  unit: string
  period: string
  value: Exact
  counted: Exact | null
  difference: Exact | null
}

export interface Cohorts {
  until: string
  stock: number
  running_out: number
  stays: { low: Exact; middle: Exact; high: Exact } | null
  years: { year: number; expired: number; renewed: number }[]
}

// A share of firms that were fixed on a day.
export interface Coverage {
  frozen_on: string
  whole: number
  no_data: RecordList
  items: { code: string; name: Words; cleared: number; at_zero: RecordList; no_data: RecordList }[]
}

export interface TargetRecords {
  registry: string
  on: string
  fields: { code: string; name: Words }[]
  control_totals: ControlTotal[]
  counted: RecordList
  at_zero: RecordList
  coverage: Coverage | null
  expiring: RecordList
  calendar: { month: string; count: number }[]
  cohorts: Cohorts | null
}

export async function readTargetRecords(
  code: string,
  signal?: AbortSignal
): Promise<TargetRecords> {
  const path = `/targets/${encodeURIComponent(code)}/records`
  return (await get<TargetRecords>(path, {}, signal)).data
}
