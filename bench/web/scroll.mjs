// SPDX-License-Identifier: Apache-2.0
// A long list of records in the real browser: when its first rows stand, how far frames are apart
// while it scrolls, when the rows after a jump to its end stand, and how much memory that takes.
//
//   KECHUANG=PROGRAM node bench/web/scroll.mjs FILL_RECORDS [RECORDS]
//
// FILL_RECORDS is build/release/bench/server/fill_records. Frames further apart than 50 ms are felt.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { after, test } from 'node:test'

import { openBrowser } from '../../tests/e2e/browser.mjs'
import { business, openOffice } from '../../tests/e2e/office.mjs'

const [fill, count = '100000'] = process.argv.slice(2)
const slowMs = 50
const steps = 300
const stepPixels = 700
const list = '/registries/bench.firm'

function make(folder) {
    const [pack, data] = [join(folder, 'pack'), join(folder, 'office.db')]
    execFileSync(fill, [pack, data, '--records', count], { stdio: 'inherit' })
    return [pack, data]
}

const browser = await openBrowser()
const office = await openOffice({ make })
after(async () => {
    await browser.close()
    await office.stop()
})

// In the page: moves the list by `move`, frame by frame, until `isDone`; the gaps between frames.
async function watched(page, move, rounds) {
    return page.evaluate(
        ({ move, rounds, slowMs }) =>
            new Promise((resolve) => {
                const frame = document.querySelector('.frame')
                const total = Number(frame.querySelector('table').ariaRowCount ?? 0) || 0
                const gaps = []
                let blank = 0
                let last = performance.now()
                const begun = last
                let round = 0
                const rows = () => [...frame.querySelectorAll('tbody tr.row')]
                const seen = () => {
                    const box = frame.getBoundingClientRect()
                    return rows().filter((row) => {
                        const { top, bottom } = row.getBoundingClientRect()
                        return bottom > box.top + 40 && top < box.bottom
                    })
                }
                const stands = () => {
                    const now = seen()
                    return now.length > 0 && now.every((row) => row.querySelector('a'))
                }
                const step = (now) => {
                    gaps.push(now - last)
                    last = now
                    if (!stands()) blank += 1
                    const isMoving = round < rounds
                    if (isMoving) {
                        round += 1
                        if (move === 'end') frame.scrollTop = frame.scrollHeight
                        else if (move === 'top') frame.scrollTop = 0
                        else frame.scrollTop += move
                    }
                    if (!isMoving && stands()) {
                        gaps.sort((a, b) => a - b)
                        resolve({
                            total,
                            ms: Math.round(now - begun),
                            frames: gaps.length,
                            median: gaps[Math.floor(gaps.length / 2)].toFixed(1),
                            worst: gaps.at(-1).toFixed(0),
                            slow: gaps.filter((gap) => gap > slowMs).length,
                            blank,
                        })
                    } else requestAnimationFrame(step)
                }
                requestAnimationFrame(step)
            }),
        { move, rounds, slowMs },
    )
}

test(`${count} records`, async () => {
    const view = await browser.at(office, business, { language: 'zh', width: 1440 })
    const { page } = view
    const begun = Date.now()
    await page.goto(office.url + list)
    await page.waitForSelector('.frame tr.row a')
    console.log(`first rows after ${Date.now() - begun} ms`)
    await view.settled()
    const told = (what, { ms, frames, median, worst, slow, blank }) =>
        console.log(
            `${what}: ${ms} ms, ${frames} frames, median ${median} ms, worst ${worst} ms, ` +
                `${slow} over ${slowMs} ms, rows still being read in ${blank} frames`,
        )
    told(`${steps} steps of ${stepPixels} px`, await watched(page, stepPixels, steps))
    told('jump to the end', await watched(page, 'end', 1))
    told('back to the top', await watched(page, 'top', 1))
    told('to the end again', await watched(page, 'end', 1))
    const bytes = await page.evaluate(() => performance.memory.usedJSHeapSize)
    console.log(`memory of the page ${(bytes / 2 ** 20).toFixed(1)} MiB`)
})
