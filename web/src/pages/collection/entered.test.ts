// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { FormField, Sheet, SheetFinding } from './collection'
import { cellsOf, enteredFrom, figureIn, openFindings, placeOf, unreadable } from './entered'

const field = (code: string, unit = '家'): FormField => ({
  code,
  name: { zh: code, en: code },
  help: null,
  indicator: null,
  unit,
  places: 0,
  required: false,
  min: null,
  max: null,
  covers: 'period',
  prefill: 'none'
})
const finding = (
  severity: 'error' | 'warning',
  explained: boolean,
  fields: string[]
): SheetFinding => ({
  severity,
  explained,
  fields,
  code: 'E-x',
  zh: '错',
  en: 'wrong',
  hint_zh: '',
  hint_en: ''
})

describe('figureIn', () => {
  it('keeps an empty cell apart from nought and from what is no number', () => {
    expect(figureIn('  ', '家')).toBeNull()
    expect(figureIn('0', '家')).toBe('0')
    expect(figureIn('很多', '家')).toBeUndefined()
  })
})

describe('cellsOf', () => {
  it('sends every cell, exact, and empty cells as null', () => {
    const entered = {
      a: { value: '１２３４５６７８９０１２３４５６７.８９', explanation: ' 因为 ' },
      b: { value: '', explanation: '' }
    }
    expect(cellsOf([field('a'), field('b')], entered)).toEqual([
      { field: 'a', value: '12345678901234567.89', explanation: '因为' },
      { field: 'b', value: null, explanation: '' }
    ])
    expect(unreadable([field('a'), field('b')], entered)).toEqual([])
  })
})

describe('enteredFrom', () => {
  it('offers the prefill only where nothing is saved', () => {
    const cell = { explanation: '', fact_period: '2024-06', differences: [], former: null }
    const sheet = {
      cells: [
        { ...cell, field: 'a', value: '0', prefill: '7' },
        { ...cell, field: 'b', value: null, prefill: '7' },
        { ...cell, field: 'c', value: null, prefill: null }
      ]
    } as unknown as Sheet
    const values = Object.values(enteredFrom(sheet)).map(({ value }) => value)
    expect(values).toEqual(['0', '7', ''])
  })
})

describe('openFindings', () => {
  it('leads errors to the figure, warnings to the explanation, and leaves explained ones out', () => {
    const open = openFindings([
      finding('error', false, ['a', 'b']),
      finding('warning', false, ['b']),
      finding('warning', true, ['c']),
      finding('error', false, [])
    ])
    expect(open.map(placeOf)).toEqual(['cell-a', 'why-b', null])
  })
})
