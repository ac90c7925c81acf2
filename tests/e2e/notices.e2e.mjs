// SPDX-License-Identifier: Apache-2.0
// Reminders in the frame: counted while they are new, opened and closed by keys, each leads to what
// it is about. They are made once a day, so here the office's answer is given by the test.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { business, openOffice } from './office.mjs'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
})
after(async () => {
    await browser.close()
    await office.stop()
})

const sheet = {
    number: 1,
    made_on: '2026-03-01',
    kind: 'sheet',
    subject: 'form.county_monthly',
    name: { zh: '县市区科技创新指标月报表', en: 'Monthly figures of the counties' },
    unit: '341802',
    period: '2026-02',
    due: '2026-03-05',
    days_left: 4,
    records: null,
}
const items = [
    sheet,
    { ...sheet, number: 2, made_on: '2026-03-06', days_left: -1 },
    {
        ...sheet,
        number: 3,
        kind: 'expiry',
        subject: 'cn.certificate',
        name: { zh: '资质证书', en: 'Certificates' },
        unit: null,
        period: null,
        due: '2026-06-30',
        days_left: 30,
        records: 12,
    },
]

for (const [language, width] of [['zh', 1440], ['en', 390]]) {
    test(`reminders are counted, opened and followed (${language}, ${width} px)`, async () => {
        const view = await browser.view(office, { language, width })
        const { page } = view
        await page.route('**/api/v1/notices', (route) => route.fulfill({ json: { items } }))
        await view.signIn(business)
        const opener = page.locator('.notices > button')
        await opener.waitFor()
        assert.match(await opener.innerText(), /2/)
        await opener.press('Enter')
        assert.equal(await opener.getAttribute('aria-expanded'), 'true')
        assert.equal(await page.locator('#notices a').count(), 2)
        await view.looksRight('notices')
        await page.keyboard.press('Escape')
        assert.ok(await opener.evaluate((one) => one === document.activeElement))
        assert.equal(await page.locator('#notices').isVisible(), false)
        assert.equal(await page.locator('.notices .fresh').count(), 0, 'what was seen is not new')
        await opener.press('Enter')
        await page.click('#notices a >> nth=1')
        await page.waitForURL('**/expiry?registry=cn.certificate&month=2026-06')
        assert.equal(await page.locator('#notices').isVisible(), false)
        await view.close()
    })
}
