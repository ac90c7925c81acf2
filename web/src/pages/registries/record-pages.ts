// SPDX-License-Identifier: Apache-2.0
// The rows of a long list, a page at a time. Pages follow each other by cursor, so a page far below
// is reached over those before it: their rows are dropped again, their cursors stay, and going back
// asks for one page only. Knows nothing of the screen.
import type { RecordPage, SeenRecord } from './record'

export const pageRows = 200 // as many as the server gives at once

export type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<RecordPage>

const keptPages = 30

export class RecordPages {
  total: number | null = null
  failure: unknown = null
  private readonly pages = new Map<number, readonly SeenRecord[]>() // in the order of last use
  private readonly cursors: (string | null)[] = [null] // where page i begins
  private wanted: [number, number] = [0, 0] // pages
  private running: AbortController | null = null

  // `changed` is called whenever there is something else to show.
  constructor(
    private readonly read: ReadPage,
    private readonly changed: () => void
  ) {}

  row(index: number): SeenRecord | null {
    return this.pages.get(Math.floor(index / pageRows))?.[index % pageRows] ?? null
  }

  // How far the pages on the way have been read: rows before this one can be had at once.
  get reached(): number {
    return (this.cursors.length - 1) * pageRows
  }

  // The row being read towards, while it is far from what has been reached.
  get farGoal(): number | null {
    const goal = Math.min(this.wanted[0] * pageRows, this.total ?? 0)
    return this.running !== null && goal > this.reached + pageRows ? goal : null
  }

  // Rows `first` up to `last`, not included, are to be shown.
  need(first: number, last: number): void {
    const end = Math.max(first, last - 1)
    this.wanted = [Math.floor(Math.max(0, first) / pageRows), Math.floor(end / pageRows)]
    for (let page = this.wanted[0]; page <= this.wanted[1]; page += 1) this.use(page)
    if (this.running === null && this.failure === null) void this.run()
  }

  // What is shown may have changed: rows are asked for again, those on the screen first.
  refresh(): void {
    this.stop()
    this.pages.clear()
    this.failure = null
    void this.run()
  }

  stop(): void {
    this.running?.abort()
    this.running = null
  }

  private use(page: number): void {
    const rows = this.pages.get(page)
    if (!rows) return
    this.pages.delete(page)
    this.pages.set(page, rows)
  }

  private get lastPage(): number {
    return this.total === null ? 0 : Math.max(0, Math.ceil(this.total / pageRows) - 1)
  }

  // The next page to ask for: one that is wanted, or the next on the way to it.
  private next(): number | null {
    const last = Math.min(this.wanted[1], this.lastPage)
    for (let page = this.wanted[0]; page <= last; page += 1) {
      if (!this.pages.has(page)) return Math.min(page, this.cursors.length - 1)
    }
    return null
  }

  private async run(): Promise<void> {
    const mine = new AbortController()
    this.running = mine
    try {
      for (let page = this.next(); page !== null; page = this.next()) {
        const answer = await this.read(this.cursors[page] ?? null, mine.signal)
        if (mine.signal.aborted) return
        this.take(page, answer)
      }
    } catch (error) {
      if (mine.signal.aborted) return
      this.failure = error
    } finally {
      if (this.running === mine) this.running = null
    }
    this.changed()
  }

  private take(page: number, answer: RecordPage): void {
    if (answer.total !== null) this.total = Number(answer.total)
    this.pages.set(page, answer.items)
    if (answer.next_cursor === null) {
      // Others may have added or taken away rows since the pages before were read.
      this.total = page * pageRows + answer.items.length
      this.cursors.length = page + 1
    } else if (this.cursors.length === page + 1) this.cursors.push(answer.next_cursor)
    for (const old of this.pages.keys()) {
      if (this.pages.size <= keptPages) break
      if (old < this.wanted[0] || old > this.wanted[1]) this.pages.delete(old)
    }
    this.changed()
  }
}
