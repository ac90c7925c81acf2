// SPDX-License-Identifier: Apache-2.0
// What entering figures asks of the server.
import { change, get, withQuery } from '@/api/http'
import { readTargets } from '@/api/reading'
import type {
  Fact,
  FactInput,
  FieldError,
  Health,
  Indicator,
  Page,
  Target,
  UnitList
} from '@/api/types'

export interface Choices {
  targets: Target[]
  indicators: Indicator[] // those that targets rest on
  units: UnitList
  planYear: number
}

export async function readChoices(signal: AbortSignal): Promise<Choices> {
  const [targets, indicators, units, health] = await Promise.all([
    readTargets(signal),
    get<Page<Indicator>>('/indicators', { used: true, limit: 200 }, signal),
    get<UnitList>('/units', {}, signal),
    get<Health>('/health', {}, signal)
  ])
  return {
    targets: targets.items,
    indicators: indicators.data.items,
    units: units.data,
    planYear: health.data.year
  }
}

// The latest figures of the indicator for the unit, newest knowledge first.
export async function readLatest(
  indicator: string,
  unit: string,
  signal?: AbortSignal
): Promise<Fact[]> {
  return (await get<Page<Fact>>('/facts', { indicator, unit, limit: 12 }, signal)).data.items
}

export async function recordFact(fact: FactInput, key: string): Promise<Fact> {
  const answer = await change<{ items: Fact[] }>('POST', '/facts', fact, { key })
  const [recorded] = answer.data.items
  if (!recorded) throw new Error('a recorded fact is missing in the answer')
  return recorded
}

export type Outcome = 'recorded' | 'would_record' | 'refused' | 'kept_out'
export interface ImportRow {
  row: number
  line: number
  outcome: Outcome
  indicator: string
  unit: string
  period: string
  value: string
  fact: number | null
  errors: FieldError[]
}

export interface ImportReport {
  id: number | null
  dry_run: boolean
  atomic: 'all' | 'none'
  rows_total: number
  rows_good: number
  rows_bad: number
  rows_recorded: number
  rows: ImportRow[]
  rejected_csv: string
}

export async function importFile(
  file: Blob,
  options: { dryRun: boolean; atomic: 'all' | 'none'; key: string }
): Promise<ImportReport> {
  const path = withQuery('/imports', { dry_run: options.dryRun, atomic: options.atomic })
  // The type is set here: a file chosen on Windows may call itself a spreadsheet.
  const body = new Blob([file], { type: 'text/csv' })
  return (await change<ImportReport>('POST', path, body, { key: options.key })).data
}
