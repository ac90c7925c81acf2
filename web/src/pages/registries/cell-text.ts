// SPDX-License-Identifier: Apache-2.0
// A value as its reader sees it, in his language.
import { dateText } from '@/format/date'
import { exactText } from '@/format/decimal'
import { unitText, valueIn } from '@/format/unit'
import { language, messagesNow, said } from '@/i18n/language'

import type { RegistryField, SeenCell } from './record'
import { sharedMessages } from './shared-messages'

// "1200万元" and "12.5" as number and unit; text of another form has no number.
export function numberParts(text: string): { number: string; unit: string } | null {
  const found = /^\s*(-?[\d,]+(?:\.\d+)?)\s*(\D*)$/.exec(text)
  return found
    ? { number: (found[1] ?? '').replace(/,/g, ''), unit: (found[2] ?? '').trim() }
    : null
}

export const isFigure = (field: RegistryField): boolean =>
  field.type === 'number' || field.type === 'money'

// Empty where there is no value; masked values come as the server masked them.
export function cellText(field: RegistryField, cell: SeenCell | undefined): string {
  if (!cell || cell.sight === 'hidden') return messagesNow(sharedMessages).hiddenValue
  const { text } = cell
  if (text === null) return said(cell.shown)
  if (field.type === 'date') return dateText(text, language.value)
  if (isFigure(field)) {
    const parts = numberParts(text)
    const unit = parts?.unit || field.unit
    if (!parts) return said(cell.shown)
    const figure = exactText(valueIn(parts.number, unit, language.value))
    const word = unitText(unit, language.value)
    return word === '' ? figure : language.value === 'zh' ? figure + word : `${figure} ${word}`
  }
  return said(cell.shown)
}
