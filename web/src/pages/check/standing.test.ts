// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { PolicyAnswer, PolicyAnswers, PolicyRung, Verdict } from './answer'
import { standingOf } from './standing'

const words = (en: string) => ({ zh: en, en })
const answer = (policy: string, verdict: Verdict, ready: boolean, due: boolean): PolicyAnswer =>
  ({
    policy,
    verdict,
    no_application: { ready },
    expiries: [{ grant: words(`${policy} certificate`), due }]
  }) as unknown as PolicyAnswer
const rung = (policy: string, height: number): PolicyRung => ({
  policy,
  family: policy,
  title: words(policy),
  height,
  is_next: false,
  verdict: null,
  summary: null
})
const all: PolicyAnswers = {
  on: '2024-06-01',
  notes: [],
  answers: [answer('a', 'yes', true, true), answer('b', 'no', true, false)],
  conflicts: [
    { first: 'a', second: 'b', rule: 'exclusive', years: null, keep: null, words: words('a, b') }
  ],
  ladder: [rung('a', 0), rung('b', 1)]
}

describe('what the policies mean together', () => {
  it('shows the ladder, conflicts, what ends and what needs no application', () => {
    const found = standingOf(all, new Set(['a', 'b']))
    expect(found.rungs.map((one) => one.policy)).toEqual(['a', 'b'])
    expect(found.conflicts).toHaveLength(1)
    expect(found.ending.map((one) => one.grant.en)).toEqual(['a certificate'])
    expect(found.granted.map((one) => one.policy)).toEqual(['a'])
  })

  it('leaves out policies that the page does not show', () => {
    const found = standingOf(all, new Set(['b']))
    expect(found).toEqual({ rungs: [], conflicts: [], ending: [], granted: [] })
  })
})
