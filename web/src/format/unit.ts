// SPDX-License-Identifier: Apache-2.0
// Units of measure for readers of English. Chinese counting words have no English counterpart:
// "850 家" is just 850. Units unknown here are shown as they are in the pack.
import type { Language } from '@/i18n/language'

const countingWords = /^[个家户所场次项件处篇届座台套辆种类批条部本期支组对份张只头株例门款宗笔起轮间位]$/

const english: Record<string, string> = {
  人: 'people',
  名: 'people',
  人次: 'attendances',
  元: 'CNY',
  万元: 'CNY 10k',
  亿元: 'CNY 100m',
  个百分点: 'percentage points',
  百分点: 'percentage points',
  亩: 'mu',
  万亩: '10k mu',
  天: 'days',
  年: 'years',
  人年: 'person-years',
  '件/万人': 'per 10,000 people',
  '万元/人': 'CNY 10k per person',
  倍: 'times'
}

export function unitText(unit: string, language: Language): string {
  if (language === 'zh') return unit
  if (countingWords.test(unit)) return ''
  return english[unit] ?? unit
}

// 万元, 亿元, 万亩: the number before them is short already.
export function carriesMagnitude(unit: string): boolean {
  return /[万亿]/.test(unit)
}

// "%" stands close to its number, words apart from it.
export function standsClose(unit: string): boolean {
  return unit === '%' || unit === '‰'
}
