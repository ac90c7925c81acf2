// SPDX-License-Identifier: Apache-2.0
// Official documents are chosen and made, as known today or on an earlier day.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
})
after(async () => {
    await browser.close()
    await office.stop()
})

for (const language of languages) {
    for (const width of widths) {
        test(`a bulletin is made of the figures (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, { language, width })
            const { page } = view
            await view.goto('/documents')
            await page.waitForSelector('.templates li')
            await view.looksRight('documents')
            await page.fill('#issue', '7')
            const link = page.locator('.templates .button').first()
            assert.match(await link.getAttribute('href'), /issue=7$/)
            const download = page.waitForEvent('download')
            await link.click()
            const file = await view.textOf(await download)
            assert.equal(file.slice(0, 2), 'PK')
            // An earlier day is about an earlier month.
            await page.fill('#on', '2024-03-05')
            const month = language === 'zh' ? '2024年2月' : 'February 2024'
            await page.waitForSelector(`.templates li:has-text("${month}")`)
            await view.close()
        })
    }
}
