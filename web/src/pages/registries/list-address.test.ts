// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { asked, columnsOf, isNarrowed, queryOf, viewOf, widened } from './list-address'
import type { Registry, RegistryField } from './record'

const field = (code: string, sight: 'clear' | 'hidden' = 'clear'): RegistryField =>
  ({ code, sight }) as RegistryField
const registry = {
  title: 'name',
  listed: ['region', 'phone'],
  fields: [field('region'), field('name'), field('phone', 'hidden'), field('industry')]
} as unknown as Registry

describe('a view in the address', () => {
  it('comes back as it was written', () => {
    const query = {
      lang: 'en',
      q: '精密 机械',
      'f.valid_to': ['ge:2024-01-01', 'le:2024-12-31'],
      'f.kind': 'eq:high-tech',
      sort: '-valid_to',
      columns: 'title,kind',
      on: '2024-06-30',
      state: 'draft,returned',
      step: 'submit'
    }
    expect(queryOf(viewOf(query), query)).toEqual(query)
  })
  it('takes a value without a comparison as equality, and a colon in a value as it is', () => {
    expect(viewOf({ 'f.kind': 'high-tech' }).filters).toEqual([
      { field: 'kind', comparison: 'eq', text: 'high-tech' }
    ])
    expect(viewOf({ 'f.note': 'a:b' }).filters[0]?.text).toBe('a:b')
    expect(viewOf({ 'f.note': 'empty:' }).filters[0]?.comparison).toBe('empty')
  })
  it('leaves out a day that is none', () => {
    expect(viewOf({ on: 'today' }).on).toBe('')
  })
  it('is widened to everything, in the order and with the columns that were chosen', () => {
    const view = viewOf({ q: 'a', 'f.b': 'eq:1', state: 'draft', sort: 'b', columns: 'b' })
    expect(isNarrowed(view)).toBe(true)
    expect(isNarrowed(widened(view))).toBe(false)
    expect(queryOf(widened(view))).toEqual({ sort: 'b', columns: 'b' })
  })
  it('asks the server for the columns that are shown, and repeats a field', () => {
    const view = viewOf({ 'f.a': ['ge:1', 'le:2'], sort: 'a' })
    const { plain, filters } = asked(view, ['name', 'a'])
    expect(plain).toMatchObject({ columns: 'name,a', sort: 'a', q: '' })
    expect(filters).toEqual([
      ['f.a', 'ge:1'],
      ['f.a', 'le:2']
    ])
  })
  it('shows the name first, and never what may not be seen', () => {
    expect(columnsOf(viewOf({}), registry).map((one) => one.code)).toEqual(['name', 'region'])
    expect(
      columnsOf(viewOf({ columns: 'industry,nonsense' }), registry).map((one) => one.code)
    ).toEqual(['name', 'industry'])
  })
})
