// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { ageText, dateText, dueText, momentText, periodText } from './date'

describe('dateText', () => {
  it('writes dates as officials do', () => {
    expect(dateText('2024-05-06', 'zh')).toBe('2024年5月6日')
    expect(dateText('2024-05-06', 'en')).toBe('6 May 2024')
  })
})

describe('momentText', () => {
  it('is Beijing time, wherever the reader is', () => {
    expect(momentText('2024-12-31T16:30:00Z', 'zh')).toBe('2025年1月1日 00:30')
    expect(momentText('2024-07-20T10:00:02.5Z', 'en')).toBe('20 July 2024 18:00')
  })
  it('hands back what is no moment', () => {
    expect(momentText('soon', 'en')).toBe('soon')
  })
})

describe('periodText', () => {
  it.each([
    ['2024', '2024年', '2024'],
    ['2024-Q4', '2024年第四季度', 'Q4 2024'],
    ['2024-H1', '2024年上半年', 'first half of 2024'],
    ['2024-03', '2024年3月', 'March 2024'],
    ['2024-01..06', '2024年1—6月', 'January–June 2024'],
    ['2024-06-30', '2024年6月30日', '30 June 2024'],
    ['next year', 'next year', 'next year']
  ])('%s', (period, zh, en) => {
    expect(periodText(period, 'zh')).toBe(zh)
    expect(periodText(period, 'en')).toBe(en)
  })
})

describe('dueText', () => {
  it('knows work that goes on', () => {
    expect(dueText('ongoing', 'zh')).toBe('持续推进')
    expect(dueText('2024-11', 'zh')).toBe('2024年11月')
  })
})

describe('ageText', () => {
  it('counts days, then months, then years', () => {
    expect(ageText(1, 'en')).toBe('1 day old')
    expect(ageText(59, 'zh')).toBe('59天前')
    expect(ageText(202, 'zh')).toBe('6个月前')
    expect(ageText(900, 'en')).toBe('2 years old')
    expect(ageText(-3, 'zh')).toBe('期末未到')
  })
})
