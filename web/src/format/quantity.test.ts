// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { quantityText } from './quantity'

it('turns quantities into English without losing a digit', () => {
  expect(quantityText('1万元', 'en')).toBe('10,000 yuan')
  expect(quantityText('2.00000001亿元', 'en')).toBe('200,000,001 yuan')
  expect(quantityText('6个月', 'en')).toBe('6 months')
  expect(quantityText('1项', 'en')).toBe('1')
  expect(quantityText('60分', 'en')).toBe('60 points')
  expect(quantityText('1万元', 'zh')).toBe('1万元')
})

it('leaves counting words out of an English sentence about a sheet', () => {
  expect(quantityText('High-tech firms cannot be less than 0 家', 'en')).toBe(
    'High-tech firms cannot be less than 0'
  )
})
