// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { edgesOf, scaleOf, shadeOf } from './shades'

describe('steps of colour', () => {
  it('puts the lowest in the first and the highest in the last', () => {
    const scale = scaleOf([40, null, 90, 65])
    expect(scale).toEqual({ low: 40, high: 90 })
    expect([40, 49.9, 50, 65, 90].map((score) => shadeOf(score, scale))).toEqual([1, 1, 2, 3, 5])
    expect(scale && edgesOf(scale)).toEqual([40, 50, 60, 70, 80, 90])
  })

  it('has no colour without a score, and one colour for equal scores', () => {
    expect(scaleOf([null])).toBeNull()
    expect(shadeOf(null, { low: 0, high: 1 })).toBe(0)
    expect(shadeOf(7, { low: 7, high: 7 })).toBe(3)
  })
})
