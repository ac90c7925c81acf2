// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { claimedTwice, givenColumns, mappingRows, type Recognised } from './mapping'

const recognised: Recognised = {
  header_row: 3,
  columns: [
    { column: 'AA', header: '电话', field: 'phone', unit: '', by: 'alias' },
    { column: 'B', header: '名称', field: 'name', unit: '', by: 'name' }
  ],
  unknown: [{ column: 'C', header: '研发费', nearest: 'rd' }],
  left_out: [{ column: 'D', header: '备注' }],
  missing: ['region']
}

describe('mappingRows', () => {
  it('stands in the order of the file, AA after D', () => {
    expect(mappingRows(recognised).map((row) => `${row.column} ${row.field} ${row.by}`)).toEqual([
      'B name name',
      'C  unknown',
      'D  left_out',
      'AA phone alias'
    ])
  })
})

describe('givenColumns', () => {
  it('says nothing while nothing was chosen', () => {
    const found = mappingRows(recognised)
    expect(givenColumns(mappingRows(recognised), found)).toBeNull()
  })
  it('says all columns once one is chosen, the ones left out too', () => {
    const found = mappingRows(recognised)
    const rows = mappingRows(recognised)
    Object.assign(rows[1] ?? {}, { field: 'rd', unit: ' 万元 ' })
    expect(givenColumns(rows, found)).toEqual([
      { header: '名称', field: 'name', unit: '' },
      { header: '研发费', field: 'rd', unit: '万元' },
      { header: '备注', field: '', unit: '' },
      { header: '电话', field: 'phone', unit: '' }
    ])
  })
})

describe('claimedTwice', () => {
  it('finds the field that two columns claim', () => {
    const rows = mappingRows(recognised)
    expect(claimedTwice(rows)).toBeNull()
    Object.assign(rows[2] ?? {}, { field: 'name' })
    expect(claimedTwice(rows)).toBe('name')
  })
})
