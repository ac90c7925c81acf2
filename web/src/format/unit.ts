// SPDX-License-Identifier: Apache-2.0
// Units of measure for readers of English. Chinese counting words have no English counterpart:
// "850 家" is just 850. Units that carry a magnitude (亿元) become the plain unit with the zeros
// moved into the number, exactly. Units unknown here are shown as they are in the pack.
import type { Exact } from '@/api/exact'
import type { Language } from '@/i18n/language'

import { shift } from './decimal'

const countingWords =
  /^[个家户所场次项件处篇届座台套辆种类批条部本期支组对份张只头株例门款宗笔起轮间位]$/

const english: Record<string, string> = {
  人: 'people',
  名: 'people',
  人次: 'attendances',
  元: 'CNY',
  个百分点: 'percentage points',
  百分点: 'percentage points',
  亩: 'mu',
  天: 'days',
  年: 'years',
  人年: 'person-years',
  倍: 'times',
  '件/万人': 'per 10,000 people'
}
const withZeros: Record<string, { zeros: number; unit: string }> = {
  万元: { zeros: 4, unit: 'CNY' },
  亿元: { zeros: 8, unit: 'CNY' },
  万亩: { zeros: 4, unit: 'mu' },
  万人: { zeros: 4, unit: 'people' },
  '万元/人': { zeros: 4, unit: 'CNY per person' }
}

export function unitText(unit: string, language: Language): string {
  if (language === 'zh') return unit
  if (countingWords.test(unit)) return ''
  return withZeros[unit]?.unit ?? english[unit] ?? unit
}

// The figure as the reader's language counts it: 7.2 亿元 is 720,000,000 CNY.
export function valueIn(value: Exact, unit: string, language: Language): Exact {
  const zeros = language === 'en' ? withZeros[unit]?.zeros : undefined
  return zeros === undefined ? value : shift(value, zeros)
}

// 万元, 亿元, 万亩: in Chinese the number before them is short already.
export function carriesMagnitude(unit: string, language: Language): boolean {
  return language === 'zh' && /[万亿]/.test(unit)
}

// "%" stands close to its number, words apart from it.
export function standsClose(unit: string): boolean {
  return unit === '%' || unit === '‰'
}
