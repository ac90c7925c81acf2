// SPDX-License-Identifier: Apache-2.0
// The document cut into lines and pieces, so that each target and task can be shown where it was
// said. Spans may nest and overlap: a piece belongs to the shortest target over it, and a target
// that owns no piece of its own still gets a reference at its end.
import type { Mark } from '@/api/types'
import { DocumentText } from '@/format/span'

export interface Piece {
  text: string
  target: number | null // index in marks
  first: boolean // where the target's words begin: what the list leads to
  after: number[] // targets that end here and have no words of their own
}

export interface MarkedLine {
  pieces: Piece[]
  tasks: number[] // tasks that begin on this line
  inTask: boolean
  kind: 'heading' | 'subheading' | 'text' | 'empty'
}

const heading = /^[一二三四五六七八九十]{1,3}、.{1,40}$/
const subheading = /^[（(][一二三四五六七八九十]{1,3}[）)].{1,40}$/

function kindOf(text: string): MarkedLine['kind'] {
  const words = text.trim()
  if (words === '') return 'empty'
  if (heading.test(words)) return 'heading'
  return subheading.test(words) ? 'subheading' : 'text'
}

interface Spanned {
  index: number
  start: number
  end: number
}

function spanned(marks: readonly Mark[], kind: Mark['kind']): Spanned[] {
  return marks.flatMap((mark, index) =>
    mark.kind === kind && mark.span && mark.wording === 'verbatim'
      ? [{ index, start: mark.span[0], end: mark.span[1] }]
      : []
  )
}

export function markLines(text: string, marks: readonly Mark[]): MarkedLine[] {
  const document = new DocumentText(text)
  const targets = spanned(marks, 'target')
  const tasks = spanned(marks, 'task')
  const owner = (at: number): Spanned | undefined =>
    targets
      .filter(({ start, end }) => start <= at && at < end)
      .sort((a, b) => a.end - a.start - (b.end - b.start))[0]

  const lines = document.lines.map(({ start, end }) => {
    const here = targets.filter((one) => one.start < end && one.end > start)
    const cuts = new Set([start, end])
    for (const one of here) {
      cuts.add(Math.max(start, one.start))
      cuts.add(Math.min(end, one.end))
    }
    const places = [...cuts].sort((a, b) => a - b)
    const pieces: (Piece & { end: number })[] = []
    for (let i = 0; i + 1 < places.length; i += 1) {
      const [from, to] = [places[i] as number, places[i + 1] as number]
      const target = owner(from)?.index ?? null
      const last = pieces[pieces.length - 1]
      if (last && last.target === target) {
        last.text += document.cut(from, to)
        last.end = to
      } else {
        pieces.push({ text: document.cut(from, to), target, first: false, after: [], end: to })
      }
    }
    return {
      start,
      end,
      pieces,
      tasks: tasks
        .filter((one) => start <= one.start && one.start <= end && end > start)
        .map((one) => one.index),
      inTask: tasks.some((one) => one.start <= end && one.end > start && end > start),
      kind: kindOf(document.cut(start, end))
    }
  })

  const begun = new Set<number>()
  for (const piece of lines.flatMap((line) => line.pieces)) {
    if (piece.target === null || begun.has(piece.target)) continue
    piece.first = true
    begun.add(piece.target)
  }
  for (const one of targets) {
    if (begun.has(one.index)) continue
    const line = lines.find(({ start, end }) => start < one.end && one.end <= end + 1)
    line?.pieces.find((piece) => piece.end >= one.end)?.after.push(one.index)
  }
  return lines.map(({ pieces, tasks: beginning, inTask, kind }) => ({
    pieces: pieces.map(({ text: words, target, first, after }) => ({
      text: words,
      target,
      first,
      after
    })),
    tasks: beginning,
    inTask,
    kind
  }))
}
