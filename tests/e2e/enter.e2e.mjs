// SPDX-License-Identifier: Apache-2.0
// Entering figures: one by one, corrected and undone, and from a table with bad rows.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { business, openOffice } from './office.mjs'

const firms = { indicator: 'cn.htfirm.valid_count', unit: '341800' }

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
    await office.signIn(business)
})
after(async () => {
    await browser.close()
    await office.stop()
})

async function signedIn(options) {
    const view = await browser.view(office, options)
    await view.signIn(business)
    return view
}

async function chooseFirms(page, value) {
    await page.selectOption('#what', 'target:xc2024.htfirms')
    await page.selectOption('#year', '2024')
    await page.selectOption('#period', '2024-12')
    await page.fill('#value', value)
}

const lamp = (page, when) =>
    page.getAttribute(`[data-code="xc2024.htfirms"] [data-when=${when}] .lamp`, 'data-status')

for (const language of languages) {
    for (const width of widths) {
        test(`a figure changes the lamp and can be undone (${language}, ${width} px)`, async () => {
            await office.record({ ...firms, period: '2024-12', value: '700' })
            const view = await signedIn({ language, width })
            const { page } = view
            await view.goto('/enter')
            await view.looksRight('enter-empty')
            await page.click('.save')
            await page.waitForSelector('.error-summary:focus')
            assert.equal(await page.locator('.error-summary a').count(), 2)
            await view.looksRight('enter-error')
            await chooseFirms(page, '８５１ 家')
            await page.waitForSelector('.existing:has-text("700")')
            await view.looksRight('enter-filled')
            await page.click('.save')
            await page.waitForSelector('.saved h2:focus')
            assert.equal(await lamp(page, 'before'), 'off_track')
            assert.equal(await lamp(page, 'after'), 'achieved')
            await view.looksRight('enter-saved')
            await page.click('[data-code="xc2024.htfirms"] button')
            await page.waitForSelector('dialog[open] blockquote')
            await view.looksRight('enter-derivation')
            await page.keyboard.press('Escape')
            await page.click('.ways button:nth-of-type(3)')
            await page.waitForFunction(
                () =>
                    document.querySelector('[data-when=after] .lamp')?.dataset.status ===
                    'off_track',
            )
            const { items } = await office.get(
                '/api/v1/facts?indicator=cn.htfirm.valid_count&period=2024-12',
            )
            assert.equal(items[0].value, 700)
            assert.equal(items[0].status, 'revised')
            assert.equal(items[1].value, 851, 'the undone figure stays in the history')
            await view.close()
        })
    }
}

test('the keyboard alone is enough to enter a figure', async () => {
    const view = await signedIn({ language: 'en' })
    const { page } = view
    await view.goto('/enter')
    const press = async (...keys) => {
        for (const key of keys) await page.keyboard.press(key)
    }
    const focused = () => page.evaluate(() => document.activeElement?.id)
    for (let step = 0; step < 20 && (await focused()) !== 'what'; ++step) await press('Tab')
    assert.equal(await focused(), 'what')
    await page.keyboard.type('National technology')
    await press('Tab', 'Tab', 'Tab', 'Tab')
    assert.equal(await focused(), 'value')
    await page.keyboard.type('1200')
    await press('Enter')
    await page.waitForSelector('.saved h2:focus')
    await page.waitForSelector('[data-code="xc2024.tech_smes"] [data-when=after]')
    await view.close()
})

test('nothing can be entered without signing in', async () => {
    const view = await browser.view(office, { language: 'zh', width: 390 })
    await view.goto('/enter')
    await view.looksRight('enter-signed-out')
    await view.page.click('.needed .button.main')
    await view.page.waitForURL('**/sign-in?next=/enter')
    await view.close()
})

const table = [
    '指标,单位,时期,数值',
    '高新技术企业数,宣州区,2024-06,200',
    '高新技术企业数,火星区,2024-06,很多',
    '高新技术企业数,郎溪县,2024-06,90',
].join('\n')

for (const [language, width] of [['zh', 1440], ['zh', 390], ['en', 1440], ['en', 390]]) {
    test(`a bad row of a table keeps nothing else out (${language}, ${width} px)`, async () => {
        const view = await signedIn({ language, width })
        const { page } = view
        const facts = (await office.get('/api/v1/health')).facts
        await view.goto('/enter?way=file')
        await view.looksRight('import-empty')
        await page.click('.go button')
        await page.waitForSelector('.error-summary:focus')
        await view.looksRight('import-error')
        await page.fill('#pasted', table)
        await page.click('.go button')
        await page.waitForSelector('[data-outcome=refused]')
        assert.equal((await office.get('/api/v1/health')).facts, facts, 'a check saves nothing')
        await view.looksRight('import-checked')
        await page.click('.report .button.main')
        await page.waitForSelector('.report .banner h2:has-text("2")')
        assert.equal((await office.get('/api/v1/health')).facts, facts + 2)
        await view.looksRight('import-done')
        const bad = await view.textOf(await view.downloaded('.ways .button:first-child'))
        assert.equal(bad, '\uFEFF指标,单位,时期,数值\r\n高新技术企业数,火星区,2024-06,很多\r\n')
        await view.close()
    })
}

test('the template comes back through the check once it is filled in', async () => {
    const view = await signedIn({ language: 'en' })
    const { page } = view
    await view.goto('/enter?way=file')
    const saved = await view.downloaded('.import section:first-child button')
    const template = await view.textOf(saved)
    const lines = template.trim().split('\r\n')
    assert.equal(lines.length, 10, 'a heading and the nine targets')
    const filled = lines.map((line, at) => (at === 0 ? line : line.replace(',,', ',12,')))
    await view.give('#file', 'figures.csv', filled.join('\r\n'), 'application/vnd.ms-excel')
    await page.click('.go button')
    await page.waitForSelector('.report .banner')
    assert.match(await page.textContent('.report .banner'), /All 9 rows are right/)
    await view.close()
})
