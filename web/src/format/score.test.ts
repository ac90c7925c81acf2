// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { figure, fixed, percent, rangeText, signed } from './score'

describe('scores for readers', () => {
  it('has a real minus sign and no negative zero', () => {
    expect(fixed(-1.239)).toBe('−1.24')
    expect(fixed(-0.001)).toBe('0.00')
    expect(signed(0.5)).toBe('+0.50')
    expect(signed(0.001)).toBe('0.00')
    expect(signed(-2, 0)).toBe('−2')
    expect(percent(0.0625)).toBe('6.3%')
  })

  it('keeps two decimals of a figure, or four digits of a small one, without an exponent', () => {
    expect(figure(43.1310541)).toBe('43.13')
    expect(figure(0.048541)).toBe('0.04854')
    expect(figure(0.00000012)).toBe('0.00000012')
    expect(figure(1234567.8)).toBe('1,234,567.8')
    expect(figure(-0.5)).toBe('−0.5')
  })

  it('says a range of ranks', () => {
    expect(rangeText(2, 2)).toBe('2')
    expect(rangeText(2, 4)).toBe('2–4')
  })
})
