// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { codeOf } from './route-code'

it('reads the code of an object from the address', () => {
  expect(codeOf({ code: 'xc2024.task.party' })).toBe('xc2024.task.party')
  expect(codeOf({ code: ['a', 'b'] })).toBe('a')
  expect(codeOf({})).toBe('')
})
