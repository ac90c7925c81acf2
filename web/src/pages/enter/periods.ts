// SPDX-License-Identifier: Apache-2.0
// Which periods a figure may be about, and which one is meant most likely. Dates are YYYY-MM-DD in
// China; periods as 2024, 2024-H1, 2024-Q1, 2024-03 and the running total 2024-01..03.
import type { Indicator } from '@/api/types'

export type PeriodKind = 'total' | 'month' | 'quarter' | 'half' | 'year'
export interface PeriodGroup {
  kind: PeriodKind
  periods: string[]
}

const two = (month: number): string => String(month).padStart(2, '0')
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1)

// Counted since January in plans and in statistics, so that the running total is what one has.
const flows: ReadonlySet<string> = new Set(['new', 'net_new', 'register', 'amount', 'growth'])
export function countsSinceJanuary(quantity: string): boolean {
  return flows.has(quantity)
}

// The plan's year, the one before for comparison, and the present one.
export function yearsFor(planYear: number, today: string): number[] {
  const present = Number(today.slice(0, 4))
  return [...new Set([planYear - 1, planYear, present])].sort((a, b) => b - a)
}

// Periods of the year that have begun, the likely kind first.
export function periodGroups(year: number, quantity: string, today: string): PeriodGroup[] {
  const months = upTo(12).filter((month) => `${year}-${two(month)}-01` <= today)
  const last = months.length
  const total: PeriodGroup = {
    kind: 'total',
    periods: upTo(Math.min(last, 11)).slice(1).map((month) => `${year}-01..${two(month)}`)
  }
  const month: PeriodGroup = { kind: 'month', periods: months.map((one) => `${year}-${two(one)}`) }
  const quarter: PeriodGroup = {
    kind: 'quarter',
    periods: upTo(Math.ceil(last / 3)).map((one) => `${year}-Q${one}`)
  }
  const half: PeriodGroup = {
    kind: 'half',
    periods: upTo(Math.ceil(last / 6)).map((one) => `${year}-H${one}`)
  }
  const whole: PeriodGroup = { kind: 'year', periods: [String(year)] }
  const groups = countsSinceJanuary(quantity)
    ? [total, whole, month, quarter, half]
    : [month, whole, quarter, half]
  return groups.filter(({ periods }) => periods.length > 0)
}

// The newest period of the plan's year that has ended, in the kind the indicator is reported in.
export function likelyPeriod(
  { frequency, quantity }: Pick<Indicator, 'frequency' | 'quantity'>,
  planYear: number,
  today: string
): string {
  const present = Number(today.slice(0, 4))
  const ended = present > planYear ? 12 : present < planYear ? 0 : Number(today.slice(5, 7)) - 1
  const step = { year: 12, 'half-year': 6, quarter: 3, month: 1, event: 1 }[frequency]
  const month = Math.floor(ended / step) * step
  if (frequency === 'year' || month === 12)
    return countsSinceJanuary(quantity) || frequency === 'year'
      ? String(planYear)
      : `${planYear}-12`
  if (month === 0) return countsSinceJanuary(quantity) ? `${planYear}-01` : `${planYear - 1}-12`
  if (countsSinceJanuary(quantity))
    return month === 1 ? `${planYear}-01` : `${planYear}-01..${two(month)}`
  return `${planYear}-${two(month)}`
}

export function yearOf(period: string): number {
  return Number(period.slice(0, 4))
}
