// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { toCsv, toTabs } from './csv'

describe('toCsv', () => {
  it('quotes what needs it and begins with a byte order mark', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe(
      '\uFEFF"a,b","say ""hi""","two\nlines"\r\n'
    )
  })
  it('keeps a formula from running and a negative number a number', () => {
    expect(toCsv([['=SUM(A1)', '@x', '-5.2', '-x']])).toBe("\uFEFF'=SUM(A1),'@x,-5.2,'-x\r\n")
  })
})

describe('toTabs', () => {
  it('never breaks a cell', () => {
    expect(
      toTabs([
        ['a\tb', 'c\nd'],
        ['=1+1', '3']
      ])
    ).toBe("a b\tc d\n'=1+1\t3")
  })
})
