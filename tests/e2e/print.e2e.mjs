// SPDX-License-Identifier: Apache-2.0
// What goes on paper: no navigation and no buttons, headings that repeat, links as plain words, the
// conditions of a list and the day it was printed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { business, openOffice } from './office.mjs'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 7 })
})
after(async () => {
    await browser.close()
    await office.stop()
})

const pages = {
    list: '/registries/cn.enterprise?q=精密机械&f.founded=ge:2020-01-01',
    record: '/registries/cn.enterprise/1',
    expiry: '/expiry',
    burden: '/burden',
    sheet: '/collections/form.county_monthly/999904/2026-03',
    target: '/targets/cw2026.coverage',
}

// What is on the paper of one of them beside what holds for all.
const also = {
    async list(page) {
        const said = await page.innerText('main .print-only')
        assert.match(said, /精密机械/)
        assert.match(said, /2020/)
    },
    // Every figure with its name and unit, what it was held against, and who did what to the sheet.
    async sheet(page, office) {
        const path = '/api/v1/collections/form.county_monthly/999904/2026-03'
        const { cells } = await office.get(path)
        const figures = cells.filter(({ value }) => value !== null)
        assert.ok(figures.length > 0)
        const paper = await page.innerText('main')
        for (const { value } of figures)
            assert.ok(paper.replaceAll(',', '').includes(value), `figure ${value}`)
        assert.match(paper, /对照数|Control/)
        assert.ok((await page.locator('main table tbody tr').count()) > 0, 'its history')
    },
    // The counts of each item; of the lists those that were opened.
    async target(page, office) {
        const { coverage } = await office.get('/api/v1/targets/cw2026.coverage/records')
        const rows = page.locator('#coverage-items tbody tr')
        assert.equal(await rows.count(), coverage.items.length)
        for (const [at, item] of coverage.items.entries()) {
            const text = (await rows.nth(at).innerText()).replaceAll(',', '')
            for (const count of [item.cleared, item.at_zero.total, item.no_data.total])
                assert.match(text, new RegExp(`\\b${count}\\b`))
        }
        assert.equal(await page.locator('[data-item] tbody tr:visible').count(), 0)
        await page.emulateMedia({ media: 'screen' })
        await page.locator('[data-item] summary').first().click()
        await page.emulateMedia({ media: 'print' })
        assert.ok((await page.locator('[data-item] tbody tr:visible').count()) > 0)
    },
}

for (const language of ['zh', 'en']) {
    test(`paper holds what matters and nothing to click (${language})`, async () => {
        await office.signIn(business)
        const view = await browser.at(office, business, { language, width: 794 })
        const { page } = view
        for (const [name, path] of Object.entries(pages)) {
            await page.emulateMedia({ media: 'screen' })
            await view.goto(path)
            await page.waitForSelector('main h1')
            await view.settled()
            await page.emulateMedia({ media: 'print' })
            await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
            await view.picture(`paper-${name}`)
            const clickable = await page
                .locator('nav, .button, .crumb, .skip-link, input, select')
                .evaluateAll((all) => all.filter((one) => one.checkVisibility()).length)
            assert.equal(clickable, 0, `${name}: ${clickable} things to click`)
            const heads = await page
                .locator('table thead')
                .evaluateAll((all) =>
                    all.filter((one) => one.checkVisibility()).map((one) => getComputedStyle(one).display),
                )
            for (const display of heads) assert.equal(display, 'table-header-group', name)
            const lines = await page
                .locator('main a')
                .evaluateAll((all) => all.map((one) => getComputedStyle(one).textDecorationLine))
            assert.ok(lines.every((line) => line === 'none'), `${name}: links are words`)
            assert.match(await page.innerText('.foot'), /打印于|Printed on/)
            await also[name]?.(page, office)
        }
        await view.close()
    })
}
