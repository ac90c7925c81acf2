// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { changedFields, isDoubtful } from './review'

import type { DraftTarget } from './draft'

const target = (change: Partial<DraftTarget>): DraftTarget =>
  ({ indicator: { code: 'a', name: { zh: '甲', en: '' } }, confidence_percent: 99, corrected: [], ...change }) as DraftTarget

it('a row without an indicator, or one the reader was unsure of, is worth a look', () => {
  expect(isDoubtful(target({}))).toBe(false)
  expect(isDoubtful(target({ indicator: null }))).toBe(true)
  expect(isDoubtful(target({ confidence_percent: 55 }))).toBe(true)
})

it('a row that a person has corrected is no longer doubtful', () => {
  expect(isDoubtful(target({ confidence_percent: 55, corrected: ['value'] }))).toBe(false)
})

it('only changed fields are sent', () => {
  expect(changedFields({ value: '850', unit: '家' }, { value: ' 860 ', unit: '家 ' })).toEqual({
    value: '860'
  })
})
