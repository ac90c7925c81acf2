// SPDX-License-Identifier: Apache-2.0
// Figures with Chinese units inside of sentences that the server has put together, such as rules of
// a policy and findings about a sheet.
import type { Language } from '@/i18n/language'

import { exactText, shift } from './decimal'
import { unitText } from './unit'

const magnitudes: Record<string, number> = { 元: 0, 万元: 4, 亿元: 8 }
const spans: Record<string, string> = { 天: 'days', 日: 'days', 个月: 'months', 年: 'years' }
const quantity = /(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|个月|天|日|年|分|%|[人项个次场户亩件家])/g

function english(number: string, unit: string): string {
  const plain = number.replace(/,/g, '')
  const zeros = magnitudes[unit]
  if (zeros !== undefined) return `${exactText(shift(plain, zeros))} yuan`
  if (unit === '%') return `${number}%`
  if (unit === '分') return `${number} ${plain === '1' ? 'point' : 'points'}`
  const span = spans[unit]
  if (span) return `${number} ${plain === '1' ? span.slice(0, -1) : span}`
  const counted = unitText(unit, 'en')
  return counted === '' || counted === 'people' ? number : `${number} ${counted}`
}

// "1万元", "6个月" and the like in the reader's language.
export function quantityText(text: string, language: Language): string {
  if (language === 'zh') return text
  return text.replace(quantity, (_all, number: string, unit: string) => english(number, unit))
}
