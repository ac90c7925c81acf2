// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { PolicyParameter } from '@/pages/policies/policy'

import { asked, dialOf, placeOf, times, typed, yuanText } from './dial'

const parameter: PolicyParameter = {
  name: { zh: '收入上限', en: 'sales limit' },
  code: null,
  cite: null,
  values: []
}
const dial = (zh: string) => dialOf(parameter, zh)

describe('a figure that can be moved', () => {
  it('moves money in 万元, shares in percent, counts by one or more', () => {
    expect(dial('2亿元')).toMatchObject({ now: '20000', unit: '万元', step: '500' })
    expect(dial('5,000万元')).toMatchObject({ now: '5000', unit: '万元', step: '100' })
    expect(dial('0.05')).toMatchObject({ now: '5', unit: '%', step: '0.5' })
    expect(dial('60分')).toMatchObject({ now: '60', unit: '分', step: '1' })
    expect(dial('500人')).toMatchObject({ now: '500', unit: '人', step: '10' })
    expect(dial('现行')).toBeNull()
  })

  it('goes to a place and back without losing a digit', () => {
    expect(times('0.5', 7)).toBe('3.5')
    expect(placeOf('3.5', '0.5')).toBe(7)
    const found = dial('0.015')
    expect(found && asked(found, times(found.step, 4))).toBe('2%')
  })

  it('takes what people type, and nothing else', () => {
    expect(typed('30,000')).toBe('30000')
    expect(typed('３０')).toBe('30')
    expect(typed('3e5')).toBeNull()
    expect(typed('')).toBeNull()
  })

  it('says sums of money exactly', () => {
    expect(yuanText('12345678.9', 'zh')).toEqual({
      exact: '12,345,678.9元',
      short: '1,234.56789万元'
    })
  })
})
