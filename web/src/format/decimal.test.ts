// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { compare, compareShare, exactText, isZero, shift, shortText, subtract } from './decimal'

describe('compare', () => {
  it('tells apart what a binary fraction cannot', () => {
    expect(compare('0.1', '0.10000000000000000001')).toBe(-1)
    expect(compare('9007199254740993', '9007199254740992')).toBe(1)
  })
  it('knows that trailing zeros and exponents change nothing', () => {
    expect(compare('2.50', '2.5')).toBe(0)
    expect(compare('2.5e3', '2500')).toBe(0)
    expect(compare('-0', '0')).toBe(0)
  })
  it('says nothing about text that is no decimal', () => {
    expect(compare('约3', '3')).toBeNull()
    expect(compare('', '3')).toBeNull()
  })
})

describe('subtract', () => {
  it('is exact', () => {
    expect(subtract('0.3', '0.1')).toBe('0.2')
    expect(subtract('25', '7.1679')).toBe('17.8321')
    expect(subtract('1', '1.00')).toBe('0')
    expect(subtract('0.05', '0.1')).toBe('-0.05')
  })
})

describe('compareShare', () => {
  it('orders by what share of the whole is missing', () => {
    expect(compareShare('154', '200', '17.8321', '25')).toBe(1)
    expect(compareShare('1', '3', '2', '6')).toBe(0)
  })
  it('has no answer where the whole is not positive', () => {
    expect(compareShare('1', '0', '1', '2')).toBeNull()
  })
})

describe('shortText', () => {
  it('uses 万 and 亿 in Chinese and K, M, B in English', () => {
    expect(shortText('12345', 'zh')).toBe('1.23万')
    expect(shortText('123456789', 'zh')).toBe('1.23亿')
    expect(shortText('12345', 'en')).toBe('12.35K')
    expect(shortText('2500000000', 'en')).toBe('2.5B')
  })
  it('leaves numbers below ten thousand alone', () => {
    expect(shortText('9999', 'zh')).toBe('9,999')
    expect(shortText('9999', 'en')).toBe('9,999')
  })
  it('rounds half away from zero, as statistics do', () => {
    expect(shortText('2.605', 'zh')).toBe('2.61')
    expect(shortText('-2.605', 'zh')).toBe('−2.61')
  })
  it('keeps the magnitude where the unit has one', () => {
    expect(shortText('12345', 'zh', true)).toBe('12,345')
  })
})

describe('exactText', () => {
  it('keeps every digit and groups thousands', () => {
    expect(exactText('12345678901234567.89')).toBe('12,345,678,901,234,567.89')
    expect(exactText('-1234.5')).toBe('−1,234.5')
    expect(exactText('0.0001')).toBe('0.0001')
  })
  it('hands back what is no decimal', () => {
    expect(exactText('—')).toBe('—')
  })
})

describe('shift and isZero', () => {
  it('moves the zeros of a unit into the number', () => {
    expect(shift('7.2315', 8)).toBe('723150000')
    expect(shift('0.5', 4)).toBe('5000')
  })
  it('knows zero in all its forms', () => {
    expect(['0', '0.00', '-0'].every(isZero)).toBe(true)
    expect(isZero('0.001')).toBe(false)
    expect(isZero('x')).toBe(false)
  })
})
