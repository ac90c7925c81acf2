// SPDX-License-Identifier: Apache-2.0
// Where and when a grant or a loan holds, in words.
import { dateText } from '@/format/date'
import { language, messagesNow } from '@/i18n/language'

import type { Grant } from './administration'
import { sharedMessages } from './shared-messages'

export function scopeText(
  grant: Pick<Grant, 'units' | 'sections' | 'body'>,
  nameOf: (code: string) => string
): string {
  const t = messagesNow(sharedMessages)
  const parts = [...grant.units.map(nameOf), ...grant.sections.map(nameOf)]
  if (grant.body !== null) parts.push(grant.body)
  return parts.length > 0 ? parts.join(t.and) : t.wholeCity
}

export function termText(from: string | null, to: string | null): string {
  const t = messagesNow(sharedMessages)
  const day = (date: string): string => dateText(date, language.value)
  if (from !== null && to !== null) return t.between(day(from), day(to))
  if (to !== null) return t.until(day(to))
  return from === null ? t.noLimit : t.since(day(from))
}
