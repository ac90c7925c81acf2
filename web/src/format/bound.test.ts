// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { boundText } from './bound'

describe('boundText', () => {
  it('says how a target limits, with its unit', () => {
    const goal = { bound: '>=', target: '850', unit: '家' } as const
    expect(boundText(goal, 'zh')).toBe('不低于 850 家')
    expect(boundText(goal, 'en')).toBe('at least 850')
  })
  it('keeps a percent sign close', () => {
    expect(boundText({ bound: '~', target: '2.35', unit: '%' }, 'zh')).toBe('约 2.35%')
  })
  it('counts money in English as English does', () => {
    expect(boundText({ bound: '=', target: '25', unit: '亿元' }, 'en')).toBe('2.5B CNY')
  })
  it('shows both ends of a range', () => {
    const goal = { bound: 'range', target: '25', target_high: '27', unit: '亿元' } as const
    expect(boundText(goal, 'zh')).toBe('25—27 亿元')
  })
})
