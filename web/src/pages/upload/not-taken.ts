// SPDX-License-Identifier: Apache-2.0
// Numerals that were not taken for a target, by the reason why, each with the words around it.
import type { DocumentText } from '@/format/span'

import type { NotTaken } from './draft'

export interface NotTakenGroup {
  zh: string
  en: string
  items: { before: string; numeral: string; after: string; at: number }[]
}

const around = 12

export function groupNotTaken(all: readonly NotTaken[], text: DocumentText): NotTakenGroup[] {
  const groups = new Map<string, NotTakenGroup>()
  for (const { zh, en, span } of all) {
    const group = groups.get(zh) ?? { zh, en, items: [] }
    groups.set(zh, group)
    const [start, end] = span
    group.items.push({
      before: text.cut(Math.max(0, start - around), start).replace(/\n/g, ' '),
      numeral: text.cut(start, end),
      after: text.cut(end, end + around).replace(/\n/g, ' '),
      at: start
    })
  }
  // Dates and page furniture are many and dull; what is rare is worth a look and comes first.
  return [...groups.values()].sort((a, b) => a.items.length - b.items.length)
}
