// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { typedFigure } from './typed-figure'

it('takes figures as they are typed in offices', () => {
  expect(typedFigure('８５０', '家')).toBe('850')
  expect(typedFigure(' 1,234,567.8 ', '万元')).toBe('1234567.8')
  expect(typedFigure('850 家', '家')).toBe('850')
  expect(typedFigure('2.6％', '%')).toBe('2.6')
  expect(typedFigure('−3.5', '%')).toBe('-3.5')
  expect(typedFigure('.5', '%')).toBe('0.5')
})

it('keeps every digit', () => {
  expect(typedFigure('12345678901234567.89', '元')).toBe('12345678901234567.89')
})

it('guesses nothing', () => {
  for (const typed of ['', '许多', '1,5', '1.2.3', '850亿', '1e3', '--1'])
    expect(typedFigure(typed, '家')).toBeNull()
})
