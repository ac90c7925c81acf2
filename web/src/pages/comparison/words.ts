// SPDX-License-Identifier: Apache-2.0
import { messagesNow, said } from '@/i18n/language'
import type { GapPart } from '@/pages/evaluations/evaluation'
import { adjustmentText } from '@/pages/evaluations/words'

import { messages } from './messages'

// The name of a part of a gap; what is no indicator is called what it is.
export function partWords(part: GapPart): string {
  const t = messagesNow(messages)
  if (part.kind === 'leaf') return said(part.name)
  if (part.kind === 'field') return t.field(said(part.name))
  return t.adjustment(adjustmentText(part.name.zh))
}
