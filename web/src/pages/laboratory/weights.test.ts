// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { EvaluationNode } from '@/pages/evaluations/evaluation'

import { askedWeights, familiesOf, placesOf, readMoved, sharesOf, writeMoved } from './weights'

const node = (code: string, parent: string | null, share: number | null): EvaluationNode => ({
  code,
  parent,
  name: { zh: code, en: code },
  level: 1,
  is_leaf: share !== null && parent !== 'root',
  weight: null,
  share,
  effective_weight: null,
  aggregate: null,
  direction: null,
  unit: null,
  column: null,
  per: null,
  normalise: null,
  standard: null,
  source: null
})
const nodes = [
  node('root', null, null),
  node('input', 'root', 0.6),
  node('rd', 'input', 0.75),
  node('staff', 'input', 0.25),
  node('output', 'root', 0.4),
  node('patents', 'output', 1)
]
const families = familiesOf(nodes)

describe('weights that are moved', () => {
  it('sets only brothers and sisters against each other', () => {
    expect(families.map(({ node: { code } }) => code)).toEqual(['root', 'input'])
  })

  it('stands in the address and comes back', () => {
    const known = new Set(['input', 'rd'])
    expect(readMoved('input:40,rd:0', known)).toEqual({ input: 40, rd: 0 })
    expect(writeMoved({ input: 40, rd: 0 })).toBe('input:40,rd:0')
    expect(readMoved('input:101,rd:-1,who:3,input,:4', known)).toEqual({})
    expect(readMoved(undefined, known)).toEqual({})
  })

  it('asks for all weights of a node of which one was moved, and for no others', () => {
    expect(askedWeights(families, {})).toEqual({})
    expect(askedWeights(families, { input: 40 })).toEqual({ input: 40, output: 40 })
    expect(askedWeights(families, { rd: 0 })).toEqual({ rd: 0, staff: 25 })
    expect(askedWeights(families, { rd: 0, staff: 0 })).toBeNull()
  })

  it('shows the share each weight has among the others', () => {
    const [root] = families
    if (!root) throw new Error('no root')
    const shares = sharesOf(placesOf(root, { input: 60, output: 20 }))
    expect(shares && [...shares]).toEqual([
      ['input', 0.75],
      ['output', 0.25]
    ])
    expect(sharesOf(new Map([['a', 0]]))).toBeNull()
  })
})
