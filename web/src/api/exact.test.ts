// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { parseExact } from './exact'

describe('parseExact', () => {
  it('keeps every digit of a figure', () => {
    expect(parseExact('{"value":12345678901234567.89,"gap":0.10}')).toEqual({
      value: '12345678901234567.89',
      gap: '0.10'
    })
  })
  it('leaves counts, spans and ids numbers', () => {
    expect(parseExact('{"age_days":20,"span":[1107,1139],"id":3}')).toEqual({
      age_days: 20,
      span: [1107, 1139],
      id: 3
    })
  })
  it('does not touch digits inside of texts, quotes and backslashes included', () => {
    const text = JSON.stringify({ sentence: '达到"25"亿元\\ 1.5', value: null, 'a"1': 'b' })
    expect(parseExact(text)).toEqual({ sentence: '达到"25"亿元\\ 1.5', value: null, 'a"1': 'b' })
  })
  it('takes a top-level number and negative exponents', () => {
    expect(parseExact('-1.5e-3')).toBe(-0.0015)
    expect(parseExact('{"low":-1.5e-3}')).toEqual({ low: '-1.5e-3' })
  })
  it('refuses what is no JSON', () => {
    expect(() => parseExact('<html>')).toThrow()
  })
})
