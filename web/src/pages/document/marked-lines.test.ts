// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { Mark, Span } from '@/api/types'

import { markLines } from './marked-lines'

function mark(kind: Mark['kind'], code: string, span: Span | null): Mark {
  return {
    kind,
    code,
    name: { zh: code, en: '' },
    status: 'unknown',
    section: '',
    sentence: '',
    span,
    wording: 'verbatim'
  }
}

const joined = (lines: ReturnType<typeof markLines>): string =>
  lines.map((line) => line.pieces.map((piece) => piece.text).join('')).join('\n')

describe('markLines', () => {
  it('loses no character, whatever is marked', () => {
    const text = '一、目标\n达到850家，其中𠮷类3家。\n1.任务'
    const marks = [
      mark('target', 'a', [5, 12]),
      mark('target', 'b', [13, 19]),
      mark('task', 't', [21, 25])
    ]
    expect(joined(markLines(text, marks))).toBe(text)
  })
  it('counts characters, not UTF-16 units', () => {
    const [line] = markLines('𠮷𠮷达到5家', [mark('target', 'a', [2, 6])])
    expect(line?.pieces.map((piece) => piece.text)).toEqual(['𠮷𠮷', '达到5家'])
  })
  it('gives nested words to the inner target and both an anchor', () => {
    const [line] = markLines('新增12家其中3家', [
      mark('target', 'outer', [0, 9]),
      mark('target', 'inner', [5, 9])
    ])
    expect(line?.pieces.map(({ text, target, first }) => [text, target, first])).toEqual([
      ['新增12家', 0, true],
      ['其中3家', 1, true]
    ])
  })
  it('still refers to a target whose words all belong to another', () => {
    const [line] = markLines('25亿元', [mark('target', 'a', [0, 4]), mark('target', 'b', [0, 4])])
    expect(line?.pieces).toEqual([{ text: '25亿元', target: 0, first: true, after: [1] }])
  })
  it('tells where a task begins and which lines belong to it', () => {
    const lines = markLines('前言\n1.做事\n继续\n后', [mark('task', 't', [3, 10])])
    expect(lines.map((line) => [line.tasks.length, line.inTask])).toEqual([
      [0, false],
      [1, true],
      [0, true],
      [0, false]
    ])
  })
  it('leaves out what has no place', () => {
    expect(markLines('文', [mark('target', 'a', null)])[0]?.pieces[0]?.target).toBeNull()
  })
})
