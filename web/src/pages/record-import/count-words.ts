// SPDX-License-Identifier: Apache-2.0
// What an import would do, or did, in words; what is nought is not said.
import { exactText } from '@/format/decimal'

export interface Counts {
  create: number
  update: number
  same: number
}

type Words = 'willCreate' | 'willUpdate' | 'didCreate' | 'didUpdate' | 'didSame'
export type CountWords = Record<Words, (count: string) => string> & { and: string }

function joined(t: CountWords, parts: readonly [count: number, word: Words][]): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => t[word](exactText(String(count))))
    .join(t.and)
}

export const wouldDo = (t: CountWords, { create, update }: Counts): string =>
  joined(t, [
    [create, 'willCreate'],
    [update, 'willUpdate']
  ])

export const hasDone = (t: CountWords, { create, update, same }: Counts): string =>
  joined(t, [
    [create, 'didCreate'],
    [update, 'didUpdate'],
    [same, 'didSame']
  ])
