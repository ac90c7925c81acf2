// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { RankedUnit } from '@/pages/evaluations/evaluation'

import { gained, movesOf } from './moves'

const unit = (code: string, rank: number | null, score: number | null): RankedUnit => ({
  code,
  name: code,
  group: null,
  region_code: null,
  score,
  rank,
  group_rank: null,
  grade: null,
  band: null,
  rank_low: null,
  rank_high: null,
  rank_median: null,
  scores: {},
  figures: {},
  imputed_share: 0,
  adjustments: [],
  filled_in: []
})

describe('rising and falling', () => {
  it('counts places by code, whatever the order', () => {
    const rows = movesOf(
      [unit('a', 1, 9), unit('b', 2, 8), unit('c', 3, 7)],
      [unit('c', 1, 9.5), unit('a', 2, 9), unit('b', 3, 8)]
    )
    expect(rows.map((row) => [row.code, gained(row)])).toEqual([
      ['c', 2],
      ['a', -1],
      ['b', -1]
    ])
  })

  it('keeps who has no rank any more, without a number of places', () => {
    const rows = movesOf([unit('a', 1, 9), unit('b', 2, 8)], [unit('a', 1, 9)])
    expect(rows.map((row) => [row.code, row.rank, gained(row)])).toEqual([
      ['a', 1, 0],
      ['b', null, null]
    ])
  })
})
