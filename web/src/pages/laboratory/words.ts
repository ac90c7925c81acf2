// SPDX-License-Identifier: Apache-2.0
import { messagesNow } from '@/i18n/language'
import type { Results } from '@/pages/evaluations/evaluation'

import { messages } from './messages'
import { gained, movesOf } from './moves'

// What a trial has changed, in a sentence.
export function sentenceOf(before: Results, trial: Results, isChanged: boolean): string {
  const t = messagesNow(messages)
  if (!isChanged) return t.unchanged
  const places = movesOf(before.units, trial.units).map((row) => gained(row) ?? 0)
  const up = places.filter((by) => by > 0).length
  const down = places.filter((by) => by < 0).length
  if (up + down === 0) return t.noMoves
  const says = t.moves(up, down)
  const [was, is] = [before, trial].map((one) => one.units.find((unit) => unit.rank === 1))
  return !was || !is || was.code === is.code ? says : says + t.space + t.top(was.name, is.name)
}
