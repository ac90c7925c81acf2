// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { countOf, isSame, readChosen, unchanged, withChosen, type Chosen } from './chosen'

const nodes = new Set(['input', 'rd'])
const calls = {
  normalise: new Set(['prank', 'minmax(0, 100)']),
  aggregate: new Set(['geometric']),
  impute: new Set<string>(),
  treat: new Set<string>()
}

describe('choices of the laboratory in the address', () => {
  it('come back as they were', () => {
    const chosen: Chosen = {
      moved: { input: 40 },
      methods: { normalise: 'minmax(0, 100)', aggregate: 'geometric' }
    }
    const query = withChosen({ lang: 'en', weights: 'rd:1', impute: 'zero' }, chosen)
    expect(query).toEqual({
      lang: 'en',
      weights: 'input:40',
      normalise: 'minmax(0, 100)',
      aggregate: 'geometric'
    })
    expect(isSame(readChosen(query, nodes, calls), chosen)).toBe(true)
    expect(countOf(chosen)).toBe(3)
  })

  it('leave no trace when nothing is changed', () => {
    expect(withChosen({ weights: 'rd:1', treat: 'none' }, unchanged())).toEqual({})
  })

  it('take nothing that the definition cannot carry', () => {
    const read = readChosen({ weights: 'who:3', normalise: 'zscore', impute: ['a'] }, nodes, calls)
    expect(countOf(read)).toBe(0)
  })
})
