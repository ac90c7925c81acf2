// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { takeApart } from './words-apart'

const messages = `import { catalogue } from '@/i18n/language'
export const first = catalogue({ a: '一' }, { a: 'one' })
export const second = catalogue({ of: (n) => \`\${n}条\` }, { of: (n) => \`\${n} of them\` })
`

// The source of an object, as its own file has it.
const made = (source: string): Record<string, unknown> =>
  new Function(`return (${source})`)() as Record<string, unknown>

describe('words apart from their code', () => {
  it('takes both languages out of each catalogue and leaves its id', () => {
    const { code, words } = takeApart(messages, 'src/messages.ts')
    expect(code).not.toMatch(/[一条]|one|of them/)
    expect(words).toHaveLength(2)
    for (const { id } of words) expect(code).toContain(`apart("${id}", import.meta.url)`)
    expect(code.match(/export const (first|second)/g)).toHaveLength(2)
    const both = words.find(({ zh }) => zh.includes('一'))
    expect(made(both?.zh ?? '')).toEqual({ a: '一' })
    expect(made(both?.en ?? '')).toEqual({ a: 'one' })
  })

  it('keeps messages with blanks as functions', () => {
    const { words } = takeApart(messages, 'src/messages.ts')
    const counted = words.find(({ zh }) => zh.includes('条'))
    expect((made(counted?.en ?? '')['of'] as (n: number) => string)(3)).toBe('3 of them')
  })

  it('gives the same words of two files ids of their own', () => {
    const ids = ['src/a.ts', 'src/b.ts'].flatMap((file) =>
      takeApart(messages, file).words.map(({ id }) => id)
    )
    expect(new Set(ids).size).toBe(4)
  })

  it('refuses words that use what else their file holds', () => {
    const mixed = `const unit = '条'\n${messages}`
    expect(() => takeApart(mixed, 'src/messages.ts')).toThrow('src/messages.ts')
  })
})
