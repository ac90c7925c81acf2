// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { RegistryField, SeenCell, YearFigures } from '@/pages/registries/record'

import { changedFigures, formerFigures, hasFigures, typedFigures } from './year-fields'

const field = (code: string): RegistryField => ({ code }) as RegistryField
const cell = (text: string | null, sight: SeenCell['sight'] = 'clear'): SeenCell => ({
  text,
  shown: { zh: text ?? '***', en: text ?? '***' },
  sight
})
const fields = [field('staff'), field('revenue'), field('taxes')]
const figures: YearFigures = {
  year: 2023,
  version: 2,
  source: '年报',
  entered_by: 'li',
  changed: '2024-01-01T00:00:00Z',
  values: { staff: cell('80'), revenue: cell(null, 'masked'), taxes: cell('') }
}

describe('figures of a year', () => {
  it('are typed over what is visible, and only what changed is sent', () => {
    const typed = typedFigures(fields, figures)
    expect(typed).toEqual({ staff: '80', revenue: '', taxes: '' })
    expect(changedFigures(fields, figures, typed)).toEqual({})
    expect(changedFigures(fields, figures, { ...typed, staff: ' 81 ', taxes: '5万元' })).toEqual({
      staff: '81',
      taxes: '5万元'
    })
    expect(changedFigures(fields, figures, { ...typed, staff: '' })).toEqual({ staff: null })
  })
  it('can be taken back unless something masked was replaced', () => {
    expect(formerFigures(figures, { staff: '81', taxes: '5万元' })).toEqual({
      staff: '80',
      taxes: null
    })
    expect(formerFigures(figures, { revenue: '1' })).toBeNull()
    expect(formerFigures(null, { staff: '81' })).toEqual({ staff: null })
  })
  it('of a year that was emptied are none', () => {
    expect(hasFigures(figures)).toBe(true)
    expect(hasFigures({ ...figures, values: { staff: cell('') } })).toBe(false)
  })
})
