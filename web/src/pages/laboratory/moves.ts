// SPDX-License-Identifier: Apache-2.0
// Who rises and who falls between the result of the definition and a trial.
import type { RankedUnit } from '@/pages/evaluations/evaluation'

export interface Moving {
  code: string
  name: string
  before: number | null // ranks
  rank: number | null
  scoreBefore: number | null
  score: number | null
}

// In the order of the trial; who has lost the rank altogether stands last.
export function movesOf(before: readonly RankedUnit[], trial: readonly RankedUnit[]): Moving[] {
  const known = new Map(before.map((unit) => [unit.code, unit]))
  const rows = trial.map((unit) => ({
    code: unit.code,
    name: unit.name,
    before: known.get(unit.code)?.rank ?? null,
    rank: unit.rank,
    scoreBefore: known.get(unit.code)?.score ?? null,
    score: unit.score
  }))
  const kept = new Set(trial.map((unit) => unit.code))
  for (const unit of before)
    if (!kept.has(unit.code))
      rows.push({
        code: unit.code,
        name: unit.name,
        before: unit.rank,
        rank: null,
        scoreBefore: unit.score,
        score: null
      })
  return rows
}

// Places gained; negative when lost, null when one of the ranks is missing.
export const gained = ({ before, rank }: Moving): number | null =>
  before === null || rank === null ? null : before - rank
