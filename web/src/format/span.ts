// SPDX-License-Identifier: Apache-2.0
// Spans of the document count characters (code points); a JavaScript string counts UTF-16 units, so
// the text is taken apart once and cut by characters.
import type { Span } from '@/api/types'

export interface Line {
  start: number // of the document, in characters
  end: number // without the line break
}

export class DocumentText {
  private readonly characters: readonly string[]
  readonly lines: readonly Line[]

  constructor(text: string) {
    this.characters = Array.from(text)
    const lines: Line[] = []
    let start = 0
    this.characters.forEach((character, at) => {
      if (character !== '\n') return
      lines.push({ start, end: at })
      start = at + 1
    })
    lines.push({ start, end: this.characters.length })
    this.lines = lines
  }

  cut(start: number, end: number): string {
    return this.characters.slice(start, end).join('').replace(/\r/g, '')
  }

  // The line that holds the beginning of the span; null when it is outside of the text.
  lineOf([start]: Span): Line | null {
    return this.lines.find((line) => line.start <= start && start <= line.end) ?? null
  }
}
