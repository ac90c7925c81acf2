// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import type { Sheet, SheetCell } from './collection'
import { columnsOf, comparedRows } from './differences'

const cell = (other: Partial<SheetCell>): SheetCell => ({
  field: 'firms',
  value: '120',
  explanation: '',
  prefill: null,
  fact_period: '2024-06',
  differences: [],
  former: null,
  ...other
})
const sheet = (...cells: SheetCell[]): Sheet =>
  ({
    form: {
      fields: [
        { code: 'firms', name: { zh: '企业数', en: 'Firms' }, unit: '家' },
        { code: 'money', name: { zh: '成交额', en: 'Turnover' }, unit: '万元' }
      ]
    },
    cells
  }) as unknown as Sheet

const lastPeriod = (value: string): SheetCell['differences'][number] => ({
  against: 'last_period',
  value,
  difference: null,
  period: '2024-05',
  counted: false
})

it('holds a figure against the last period, exactly and in percent', () => {
  const [row] = comparedRows(sheet(cell({ value: '0.3', differences: [lastPeriod('0.1')] })))
  expect(row?.against.last_period).toEqual({ value: '0.1', difference: '0.2', percent: 200 })
  expect(row?.changed).toBe(false)
})

it('says that a figure is another one than was handed in before', () => {
  const [row] = comparedRows(sheet(cell({ former: '118' })))
  expect(row?.against.former?.difference).toBe('2')
  expect(row?.changed).toBe(true)
  expect(comparedRows(sheet(cell({ former: '120.0' })))[0]?.changed).toBe(false)
})

it('takes a figure that is gone for a change, and never for nought', () => {
  const [row] = comparedRows(sheet(cell({ value: null, former: '118' })))
  expect(row?.against.former).toEqual({ value: '118', difference: null, percent: null })
  expect(row?.changed).toBe(true)
})

it('marks what was typed other than it is counted', () => {
  const control = {
    against: 'control',
    value: '119',
    difference: null,
    period: '2024-06',
    counted: true
  } as const
  expect(comparedRows(sheet(cell({ differences: [control] })))[0]?.changed).toBe(true)
})

it('has no percent of nought', () => {
  const [row] = comparedRows(sheet(cell({ differences: [lastPeriod('0')] })))
  expect(row?.against.last_period?.percent).toBeNull()
})

it('has a column only for what there is something to hold against', () => {
  const rows = comparedRows(
    sheet(cell({ former: '1' }), cell({ field: 'money', differences: [lastPeriod('2')] }))
  )
  expect(columnsOf(rows)).toEqual(['former', 'last_period'])
})
