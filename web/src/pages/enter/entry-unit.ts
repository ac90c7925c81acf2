// SPDX-License-Identifier: Apache-2.0
// The unit a figure is typed in. Elsewhere English readers see 7.2 亿元 as 720,000,000 CNY; here the
// figure is copied from a Chinese table, so the unit stays what it is and is explained.
import type { Exact } from '@/api/exact'
import { exactText } from '@/format/decimal'
import { standsClose, unitText, valueIn } from '@/format/unit'
import type { Language } from '@/i18n/language'

export function entryUnit(unit: string, language: Language): string {
  const text = unitText(unit, language)
  const one = valueIn('1', unit, language)
  return one === '1' ? text : `${unit} (${exactText(one)} ${text})`
}

// A figure with its unit as the reader's language counts it, every digit.
export function figureWithUnit(value: Exact, unit: string, language: Language): string {
  const text = unitText(unit, language)
  const gap = text === '' || standsClose(text) ? '' : ' '
  return exactText(valueIn(value, unit, language)) + gap + text
}
