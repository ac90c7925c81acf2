// SPDX-License-Identifier: Apache-2.0
// The rows of a long list, a page at a time. Pages follow each other by cursor, so a page far from
// both ends is reached over those on the way: their rows are dropped again, their cursors stay, and
// going back asks for one page only. What lies nearer to the end is read from there, in the order
// turned round, where the server can turn it. Knows nothing of the screen.
import type { RecordPage, SeenRecord } from './record'

export const pageRows = 200 // as many as the server gives at once

export type ReadPage = (cursor: string | null, signal: AbortSignal) => Promise<RecordPage>

const keptPages = 30

// Pages from one end of the list; page 0 begins there.
class PageRun {
  readonly pages = new Map<number, readonly SeenRecord[]>() // in the order of last use
  readonly cursors: (string | null)[] = [null] // where page i begins

  constructor(readonly read: ReadPage) {}

  // Counted from this end.
  row(index: number): SeenRecord | null {
    const page = Math.floor(index / pageRows)
    const rows = this.pages.get(page)
    if (!rows) return null
    this.pages.delete(page)
    this.pages.set(page, rows)
    return rows[index % pageRows] ?? null
  }

  // Rows before this one can be had at once.
  get reached(): number {
    return (this.cursors.length - 1) * pageRows
  }

  // How many pages have to be asked for until the row is there.
  way(index: number): number {
    return Math.max(0, Math.floor(index / pageRows) - this.cursors.length + 1) + 1
  }

  // The page with the row, or the next on the way to it.
  towards(index: number): number {
    return Math.min(Math.floor(index / pageRows), this.cursors.length - 1)
  }

  take(page: number, { items, next_cursor: next }: RecordPage): void {
    this.pages.delete(page)
    this.pages.set(page, items)
    if (next === null) this.cursors.length = page + 1
    else if (this.cursors.length === page + 1) this.cursors.push(next)
    for (const old of this.pages.keys()) {
      if (this.pages.size <= keptPages) break
      this.pages.delete(old)
    }
  }

  clear(): void {
    this.pages.clear()
    this.cursors.length = 1
  }
}

export class RecordPages {
  total: number | null = null
  failure: unknown = null
  private readonly down: PageRun
  private readonly up: PageRun | null
  private wanted: [number, number] = [0, 1] // rows, the last not included
  private running: AbortController | null = null

  // `changed` is called whenever there is something else to show; `readBack` reads the same rows in
  // exactly the order turned round.
  constructor(
    read: ReadPage,
    private readonly changed: () => void,
    readBack: ReadPage | null = null
  ) {
    this.down = new PageRun(read)
    this.up = readBack && new PageRun(readBack)
  }

  row(index: number): SeenRecord | null {
    return this.down.row(index) ?? this.up?.row(this.fromEnd(index)) ?? null
  }

  // The row up to which has been read, from the end that is nearer to what is wanted.
  get reached(): number {
    const [goal] = this.wanted
    if (this.runFor(goal) === this.down || this.up === null) return this.down.reached
    return Math.max(0, (this.total ?? 0) - this.up.reached)
  }

  // The row being read towards, while it is far from what has been reached.
  get farGoal(): number | null {
    const goal = Math.min(this.wanted[0], this.total ?? 0)
    return this.running !== null && Math.abs(goal - this.reached) > 2 * pageRows ? goal : null
  }

  // Rows `first` up to `last`, not included, are to be shown.
  need(first: number, last: number): void {
    this.wanted = [Math.max(0, first), Math.max(first + 1, last)]
    if (this.running === null && this.failure === null) void this.run()
  }

  // What is shown may have changed: rows are asked for again, those on the screen first.
  refresh(): void {
    this.stop()
    this.down.pages.clear()
    this.up?.clear()
    this.failure = null
    void this.run()
  }

  stop(): void {
    this.running?.abort()
    this.running = null
  }

  private fromEnd(index: number): number {
    return (this.total ?? 0) - 1 - index
  }

  // From the end only when it is nearer, and known.
  private runFor(index: number): PageRun {
    if (this.up === null || this.total === null || index >= this.total) return this.down
    return this.up.way(this.fromEnd(index)) < this.down.way(index) ? this.up : this.down
  }

  // The first row that is wanted and not there.
  private missing(): number | null {
    const last = Math.min(this.wanted[1], this.total ?? 1)
    // Of a list that has become shorter its last rows are as good.
    const first = Math.min(this.wanted[0], Math.max(0, last - 1))
    for (let index = first; index < last; index += 1) {
      if (this.row(index) === null) return index
    }
    return null
  }

  private async run(): Promise<void> {
    const mine = new AbortController()
    this.running = mine
    try {
      for (let row = this.missing(); row !== null; row = this.missing()) {
        const run = this.runFor(row)
        const page = run.towards(run === this.down ? row : this.fromEnd(row))
        const answer = await run.read(run.cursors[page] ?? null, mine.signal)
        if (mine.signal.aborted) return
        this.take(run, page, answer)
        // The server says there is nothing more on the way: what is there is all.
        if (answer.items.length === 0) break
      }
    } catch (error) {
      if (mine.signal.aborted) return
      this.failure = error
    } finally {
      if (this.running === mine) this.running = null
    }
    this.changed()
  }

  private take(run: PageRun, page: number, answer: RecordPage): void {
    run.take(page, answer)
    // Others may have added or taken away rows since the pages before were read.
    const told = answer.total === null ? this.total : Number(answer.total)
    const total = answer.next_cursor === null ? page * pageRows + answer.items.length : told
    if (total !== this.total && this.total !== null) {
      // Rows counted from the end are others then.
      this.up?.clear()
      if (run === this.up && page === 0) run.take(page, answer)
    }
    this.total = total
    this.changed()
  }
}
