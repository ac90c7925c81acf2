// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { pointsText, quantityText, ruleText } from './rule-words'

const names = [
  { zh: '未用II类知识产权', en: 'class II rights not used before' },
  { zh: 'II类知识产权', en: 'class II rights' },
  { zh: '职工', en: 'staff and 1项' }
]

describe('rules of a policy file for readers', () => {
  it('turns quantities into English without losing a digit', () => {
    expect(quantityText('1万元', 'en')).toBe('10,000 yuan')
    expect(quantityText('2.00000001亿元', 'en')).toBe('200,000,001 yuan')
    expect(quantityText('6个月', 'en')).toBe('6 months')
    expect(quantityText('1项', 'en')).toBe('1')
    expect(quantityText('60分', 'en')).toBe('60 points')
    expect(quantityText('1万元', 'zh')).toBe('1万元')
  })

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
