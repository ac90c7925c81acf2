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
}

for (const language of ['zh', 'en']) {
    test(`paper holds what matters and nothing to click (${language})`, async () => {
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
            if (name !== 'list') continue
            const said = await page.innerText('main .print-only')
            assert.match(said, /精密机械/)
            assert.match(said, /2020/)
        }
        await view.close()
    })
}
