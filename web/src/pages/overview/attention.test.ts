// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { Target } from '@/api/types'

import { count, decisions, ordered } from './attention'

function target(code: string, fields: Partial<Target> = {}): Target {
  return {
    code,
    name: { zh: code, en: code },
    indicator: code,
    quantity: 'new',
    value: '1',
    value_period: '2024',
    target: '100',
    target_high: null,
    unit: '家',
    bound: '>=',
    hedge: '',
    level: 'base',
    horizon: '2024',
    scope: { zh: '', en: '' },
    status: 'on_track',
    reason: { zh: '', en: '' },
    age_days: 1,
    forecast: null,
    gap: '0',
    owners: [{ code: 'o', name: { zh: 'o', en: 'o' } }],
    task: null,
    part_of: null,
    source: null,
    ...fields
  }
}

const codes = (list: readonly Target[]): string => list.map(({ code }) => code).join(' ')

describe('ordered', () => {
  it('puts what slips first, the larger missing share before the smaller', () => {
    const list = [
      target('fine'),
      target('near', { status: 'off_track', gap: '10' }),
      target('far', { status: 'off_track', gap: '77', target: '100' }),
      target('unknown', { status: 'unknown', gap: null }),
      target('risk', { status: 'at_risk', gap: '90' })
    ]
    expect(codes(ordered(list, 'attention'))).toBe('far near risk unknown fine')
  })
  it('keeps the order of the plan when asked, and never changes its input', () => {
    const list = [target('b', { status: 'achieved' }), target('a', { status: 'off_track' })]
    expect(codes(ordered(list, 'plan'))).toBe('b a')
    ordered(list, 'attention')
    expect(codes(list)).toBe('b a')
  })
})

describe('decisions', () => {
  it('names at most three and says how many more slip', () => {
    const list = ['a', 'b', 'c', 'd', 'e'].map((code) => target(code, { status: 'off_track' }))
    const found = decisions(list)
    expect(found.shown).toHaveLength(3)
    expect(found.more).toBe(2)
  })
  it('asks once for the base and the stretch value of one figure', () => {
    const list = [
      target('stretch', { indicator: 'i', level: 'stretch', status: 'off_track', gap: '50' }),
      target('base', { indicator: 'i', status: 'off_track', gap: '20' })
    ]
    const found = decisions(list).shown
    expect(found.map((one) => (one.kind === 'target' ? one.target.code : one.kind))).toEqual([
      'base'
    ])
  })
  it('is silent when everything is on course and owned', () => {
    expect(decisions([target('a'), target('b', { status: 'achieved' })]).shown).toEqual([])
  })
  it('asks about what cannot be judged and what nobody owns', () => {
    const list = [target('a', { status: 'unknown' }), target('b', { status: 'stale', owners: [] })]
    expect(decisions(list).shown).toEqual([
      { kind: 'blind', count: 2 },
      { kind: 'owner', count: 1 }
    ])
  })
})

describe('count', () => {
  it('never counts unknown or stale as fine', () => {
    expect(count([target('a', { status: 'unknown' }), target('b', { status: 'stale' })])).toEqual({
      off: 0,
      risk: 0,
      blind: 2,
      fine: 0
    })
  })
})
