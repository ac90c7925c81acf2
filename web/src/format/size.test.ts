// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { sizeText } from './size'

describe('sizeText', () => {
  it('rounds up and changes the unit at 1024', () => {
    expect(sizeText(0)).toBe('0 B')
    expect(sizeText(1023)).toBe('1023 B')
    expect(sizeText(1025)).toBe('2 KB')
    expect(sizeText(1024 * 1024)).toBe('1 MB')
    expect(sizeText(3.31 * 1024 * 1024)).toBe('3.4 MB')
  })
})
