// SPDX-License-Identifier: Apache-2.0
// A condition of a list in words: 有效期至 不晚于 2024年12月31日.
import { dateText } from '@/format/date'
import { language, messagesNow, said } from '@/i18n/language'

import { needsText, type Comparison, type Filter } from './list-address'
import { listMessages } from './list-messages'
import type { FieldType, Registry } from './record'
import { sharedMessages } from './shared-messages'

export function comparisonText(comparison: Comparison, type: FieldType): string {
  const t = messagesNow(listMessages)
  if (comparison === 'empty') return t.isEmpty
  if (type === 'date' || type === 'year') {
    const days = { lt: t.dayLt, le: t.dayLe, gt: t.dayGt, ge: t.dayGe } as const
    if (comparison in days) return days[comparison as keyof typeof days]
  }
  return t[comparison]
}

export function filterWords(
  filter: Filter,
  registry: Registry,
  unitName: (code: string) => string
): string {
  const field = registry.fields.find((one) => one.code === filter.field)
  if (!field) return `${filter.field} ${filter.text}`
  const parts = [said(field.name), comparisonText(filter.comparison, field.type)]
  if (needsText(filter.comparison)) {
    const choice = field.choices.find((one) => one.code === filter.text)
    const every = messagesNow(sharedMessages)
    let text = filter.text
    if (choice) text = said(choice.name)
    else if (field.type === 'date') text = dateText(text, language.value)
    else if (field.type === 'region') text = unitName(text)
    else if (field.type === 'yes-no') text = text === 'yes' ? every.yes : every.no
    parts.push(text)
  }
  return parts.join(language.value === 'zh' ? '' : ' ')
}
