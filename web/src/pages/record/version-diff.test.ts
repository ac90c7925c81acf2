// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { RecordVersion, SeenCell, SeenRecord } from '@/pages/registries/record'

import { changesBetween, historyOf } from './version-diff'

const cell = (text: string | null, shown = text ?? ''): SeenCell => ({
  text,
  shown: { zh: shown, en: shown },
  sight: text === null && shown !== '' ? 'masked' : 'clear'
})
const record = (values: Record<string, SeenCell>, state = 'draft'): SeenRecord =>
  ({ values, state }) as unknown as SeenRecord

describe('changesBetween', () => {
  it('tells what was filled in, changed and emptied, in the order of the fields', () => {
    const before = record({ a: cell('1'), b: cell('x'), c: cell('same'), d: cell(null) })
    const now = record({ a: cell(null), b: cell('y'), c: cell('same'), d: cell('new') })
    expect(
      changesBetween(before, now, ['d', 'c', 'b', 'a']).map((one) => [
        one.field,
        one.before?.text ?? null,
        one.now?.text ?? null
      ])
    ).toEqual([
      ['d', null, 'new'],
      ['b', 'x', 'y'],
      ['a', '1', null]
    ])
  })
  it('tells a masked value from another masked value, and from none', () => {
    const before = record({ phone: cell(null, '138****0001') })
    const now = record({ phone: cell(null, '139****0001') })
    expect(changesBetween(before, now, ['phone'])).toHaveLength(1)
    expect(changesBetween(before, before, ['phone'])).toHaveLength(0)
    expect(changesBetween(before, record({}), ['phone'])[0]?.now).toBeNull()
  })
})

describe('historyOf', () => {
  it('stands the newest first and names a state only when it became another', () => {
    const versions = [
      { change: 'create', record: record({ a: cell('1') }) },
      { change: 'update', record: record({ a: cell('2') }) },
      { change: 'state', record: record({ a: cell('2') }, 'submitted') }
    ] as unknown as RecordVersion[]
    const entries = historyOf(versions, ['a'])
    expect(entries.map((one) => one.state)).toEqual(['submitted', null, null])
    expect(entries.map((one) => one.changes.length)).toEqual([0, 1, 1])
    expect(entries[2]?.isFirst).toBe(true)
  })
})
