// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { todayInChina } from '@/format/date'

import { likelyPeriod, periodGroups, yearsFor } from './periods'

describe('the likely period', () => {
  const monthly = { frequency: 'month', quantity: 'stock' } as const
  const sold = { frequency: 'month', quantity: 'amount' } as const

  it('is the last month that has ended for what is counted at a date', () => {
    expect(likelyPeriod(monthly, 2024, '2024-07-15')).toBe('2024-06')
  })
  it('is the running total for what is counted since January', () => {
    expect(likelyPeriod(sold, 2024, '2024-07-15')).toBe('2024-01..06')
    expect(likelyPeriod(sold, 2024, '2024-02-01')).toBe('2024-01')
  })
  it('is the end of the year once the year is over', () => {
    expect(likelyPeriod(monthly, 2024, '2025-03-01')).toBe('2024-12')
    expect(likelyPeriod(sold, 2024, '2025-03-01')).toBe('2024')
  })
  it('is the year for what is known once a year', () => {
    expect(likelyPeriod({ frequency: 'year', quantity: 'ratio' }, 2024, '2024-07-15')).toBe('2024')
  })
  it('is the quarter that has ended for what is known by quarters', () => {
    expect(likelyPeriod({ frequency: 'quarter', quantity: 'new' }, 2024, '2024-08-15')).toBe(
      '2024-01..06'
    )
  })
})

describe('the periods to choose from', () => {
  it('have begun', () => {
    const all = periodGroups(2024, 'amount', '2024-03-02').flatMap(({ periods }) => periods)
    expect(all).toContain('2024-01..03')
    expect(all).not.toContain('2024-04')
    expect(all).not.toContain('2024-01..04')
    expect(all).not.toContain('2024-Q2')
  })
  it('begin with running totals for what is counted since January', () => {
    expect(periodGroups(2024, 'amount', '2025-01-01')[0]?.kind).toBe('total')
    expect(periodGroups(2024, 'stock', '2025-01-01')[0]?.kind).toBe('month')
  })
  it('of a finished year are all of it, and no total of twelve months beside the year', () => {
    const all = periodGroups(2024, 'amount', '2025-01-01').flatMap(({ periods }) => periods)
    expect(all).toHaveLength(10 + 1 + 12 + 4 + 2)
  })
})

it('the year changes at midnight in China', () => {
  expect(todayInChina(Date.parse('2024-12-31T16:00:00Z'))).toBe('2025-01-01')
})

it('years are the present one, the plan’s and the one before, each once', () => {
  expect(yearsFor(2024, '2024-05-01')).toEqual([2024, 2023])
  expect(yearsFor(2024, '2026-05-01')).toEqual([2026, 2024, 2023])
})
