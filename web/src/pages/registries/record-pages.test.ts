// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { RecordPage, SeenRecord } from './record'
import { pageRows, RecordPages } from './record-pages'
import { rowWindow } from './row-window'

// A server with `count` rows whose cursor is the number of the last row.
function server(count: number) {
  const asked: (string | null)[] = []
  const read = async (cursor: string | null): Promise<RecordPage> => {
    asked.push(cursor)
    const begin = cursor === null ? 0 : Number(cursor)
    const end = Math.min(count, begin + pageRows)
    const items = Array.from(
      { length: end - begin },
      (_, i) => ({ id: begin + i + 1 }) as SeenRecord
    )
    return {
      total: String(count),
      columns: [],
      items,
      next_cursor: end < count ? String(end) : null
    }
  }
  return { asked, read }
}
// The same rows in the order turned round.
function turned(count: number) {
  const asked: (string | null)[] = []
  const read = async (cursor: string | null): Promise<RecordPage> => {
    asked.push(cursor)
    const page = await server(count).read(cursor)
    return {
      ...page,
      items: page.items.map(({ id }) => ({ id: count + 1 - id }) as SeenRecord)
    }
  }
  return { asked, read }
}
const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20))

describe('RecordPages', () => {
  it('reads the first page, and no further', async () => {
    const { asked, read } = server(1000)
    const pages = new RecordPages(read, () => undefined)
    pages.need(0, 30)
    await rest()
    expect(asked).toEqual([null])
    expect(pages.total).toBe(1000)
    expect(pages.row(29)?.id).toBe(30)
    expect(pages.row(pageRows)).toBeNull()
  })

  it('reaches a row far below over the pages before it, and goes back with one request', async () => {
    const { asked, read } = server(100_000)
    const pages = new RecordPages(read, () => undefined)
    pages.need(0, 30)
    await rest()
    pages.need(20_000, 20_030)
    await rest()
    expect(pages.row(20_010)?.id).toBe(20_011)
    expect(asked.length).toBe(101)
    const before = asked.length
    pages.need(5_000, 5_030) // its rows were dropped on the way
    await rest()
    expect(pages.row(5_000)?.id).toBe(5_001)
    expect(asked.length).toBe(before + 1)
  })

  it('stops on the way when the reader turns back', async () => {
    const { asked, read } = server(100_000)
    const pages = new RecordPages(read, () => undefined)
    pages.need(0, 30)
    await rest()
    pages.need(90_000, 90_030)
    pages.need(0, 30)
    await rest()
    expect(asked.length).toBeLessThan(4)
  })

  it('reads from the end what is nearer to it', async () => {
    const count = 100_037
    const { asked, read } = server(count)
    const back = turned(count)
    const pages = new RecordPages(read, () => undefined, back.read)
    pages.need(0, 30)
    await rest()
    pages.need(count - 30, count)
    await rest()
    expect([asked.length, back.asked.length]).toEqual([1, 1])
    for (let index = count - 30; index < count; index += 1)
      expect(pages.row(index)?.id).toBe(index + 1)
    expect(pages.row(count)).toBeNull()

    // Pages from the end do not begin where those from the top do; the rows are the same.
    pages.need(count - 1_000, count - 970)
    await rest()
    expect([asked.length, back.asked.length]).toEqual([1, 5])
    expect(pages.row(count - 1_000)?.id).toBe(count - 999)
    pages.need(20_000, 20_030)
    await rest()
    expect([asked.length, back.asked.length]).toEqual([101, 5])
    expect(pages.row(20_029)?.id).toBe(20_030)
  })

  it('counts anew from the end when the list has become shorter', async () => {
    let count = pageRows * 4
    const pages = new RecordPages(
      (cursor) => server(count).read(cursor),
      () => undefined,
      (cursor) => turned(count).read(cursor)
    )
    pages.need(0, 10)
    await rest()
    pages.need(count - 10, count)
    await rest()
    expect(pages.row(count - 1)?.id).toBe(count)
    count -= 100
    pages.refresh()
    await rest()
    pages.need(0, 10)
    await rest()
    pages.need(count - 10, count)
    await rest()
    expect(pages.total).toBe(count)
    expect(pages.row(count - 1)?.id).toBe(count)
  })

  it('asks for both pages that the screen lies over', async () => {
    const { read } = server(1000)
    const pages = new RecordPages(read, () => undefined)
    pages.need(0, 30)
    await rest()
    pages.need(pageRows - 5, pageRows + 5)
    await rest()
    expect(pages.row(pageRows - 1)?.id).toBe(pageRows)
    expect(pages.row(pageRows)?.id).toBe(pageRows + 1)
  })

  it('believes the end of the list more than a number told before', async () => {
    let count = pageRows * 2
    const read = (cursor: string | null): Promise<RecordPage> => server(count).read(cursor)
    const pages = new RecordPages(read, () => undefined)
    pages.need(0, 10)
    await rest()
    count = pageRows + 3
    pages.need(pageRows, pageRows + 10)
    await rest()
    expect(pages.total).toBe(pageRows + 3)
  })

  it('keeps a failure, and tries again when told so', async () => {
    let works = false
    const good = server(5)
    const pages = new RecordPages(
      (cursor) => (works ? good.read(cursor) : Promise.reject(new Error('gone'))),
      () => undefined
    )
    pages.need(0, 10)
    await rest()
    expect(pages.failure).toBeInstanceOf(Error)
    works = true
    pages.refresh()
    await rest()
    expect(pages.failure).toBeNull()
    expect(pages.row(4)?.id).toBe(5)
  })
})

describe('rowWindow', () => {
  it('draws what is seen and as much again on both sides', () => {
    expect(rowWindow(0, 400, 40, 100_000)).toEqual({ first: 0, last: 21 })
    expect(rowWindow(-4_000, 400, 40, 100_000)).toEqual({ first: 90, last: 121 })
  })
  it('ends with the list', () => {
    expect(rowWindow(-3_999_600, 400, 40, 100_000)).toEqual({ first: 99_980, last: 100_000 })
    expect(rowWindow(0, 400, 40, 3)).toEqual({ first: 0, last: 3 })
  })
  it('draws nothing where there is nothing', () => {
    expect(rowWindow(0, 400, 40, 0)).toEqual({ first: 0, last: 0 })
    expect(rowWindow(-9_000, 400, 40, 10)).toEqual({ first: 9, last: 10 })
  })
})
