// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { hasDone, wouldDo, type CountWords } from './count-words'

const words: CountWords = {
  willCreate: (count) => `${count} to add`,
  willUpdate: (count) => `${count} to update`,
  didCreate: (count) => `${count} added`,
  didUpdate: (count) => `${count} updated`,
  didSame: (count) => `${count} the same`,
  and: ', '
}

describe('what an import does', () => {
  it('leaves out what is nought', () => {
    expect(wouldDo(words, { create: 1200, update: 0, same: 3 })).toBe('1,200 to add')
    expect(wouldDo(words, { create: 2, update: 1, same: 0 })).toBe('2 to add, 1 to update')
    expect(hasDone(words, { create: 0, update: 0, same: 3 })).toBe('3 the same')
    expect(hasDone(words, { create: 2, update: 0, same: 1 })).toBe('2 added, 1 the same')
  })
})
