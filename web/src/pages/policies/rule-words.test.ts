// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { pointsText, ruleText } from './rule-words'

const names = [
  { zh: '未用II类知识产权', en: 'class II rights not used before' },
  { zh: 'II类知识产权', en: 'class II rights' },
  { zh: '职工', en: 'staff and 1项' }
]

describe('rules of a policy file for readers', () => {
  it('replaces the longest name and leaves English names alone', () => {
    expect(ruleText('未用II类知识产权 >= 5项', names, 'en')).toBe(
      'class II rights not used before ≥ 5'
    )
    expect(ruleText('职工 <= 5人', names, 'en')).toBe('staff and 1项 ≤ 5')
  })

  it('says the joints in Chinese and the rest as "otherwise"', () => {
    expect(ruleText("甲 >= 1 and not 乙 = '高'", names, 'zh')).toBe('甲 ≥ 1 且 非 乙 = “高”')
    expect(ruleText('else', names, 'zh')).toBe('其他情形')
    expect(ruleText('else', names, 'en')).toBe('otherwise')
    expect(pointsText('7..8')).toBe('7–8')
  })
})
