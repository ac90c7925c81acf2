// SPDX-License-Identifier: Apache-2.0
// Policies read, a firm checked against all of them, and figures of a policy tried out.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'

const sme = 'cn.tech-sme.2017'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
})
after(async () => {
    await browser.close()
    await office.stop()
})

const textOf = (page, selector) => page.locator(selector).first().innerText()

for (const language of languages) {
    for (const width of widths) {
        test(`policies are found and read (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, { language, width })
            const { page } = view
            await view.goto('/policies')
            await page.waitForSelector('.policies tbody tr')
            const all = await page.locator('.policies tbody tr').count()
            await view.looksRight('policies')
            await page.fill('input[type=search]', '115号')
            await page.waitForFunction(
                (n) => document.querySelectorAll('.policies tbody tr').length < n,
                all,
            )
            assert.match(await textOf(page, '.policies tbody'), /115号/)
            await view.goto(`/policies/${sme}`)
            await page.waitForSelector('.notice.advisory')
            assert.match(await textOf(page, '.conditions'), /第6\.2条|art\. 6\.2/)
            await view.looksRight('policy')
            await view.goto('/policies/cn.high-tech.2008')
            await page.waitForSelector('.editions tbody tr')
            await view.looksRight('policy-editions')
            await view.close()
        })

        test(`a firm two points short hears the cheapest step (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, { language, width })
            const { page } = view
            await view.goto('/check')
            await page.waitForSelector('.ways .main')
            await view.looksRight('check-empty')
            await page.click('.ways .main')
            const answer = `[data-policy="${sme}"]`
            await page.waitForSelector(`${answer}.nearly .why`)
            const said = await textOf(page, `${answer} .sentence`)
            assert.match(said, /国科发政〔2017〕115号/)
            assert.match(said, language === 'zh' ? /58分.*60分.*差 ?2分/ : /58 points.*60 points.*by 2/)
            const cheapest = await textOf(page, `${answer} .helps li`)
            assert.match(cheapest, language === 'zh' ? /增加研发投入 1万元/ : /R&D: 10,000 yuan/)
            const next = await textOf(page, '.standing .ladder .next')
            assert.match(
                next,
                language === 'zh' ? /科技型中小企业.*下一步/s : /Technology SME.*next step/s,
            )
            await view.looksRight('check-two-points-short')

            // One step of that kind, and the firm qualifies.
            await page.evaluate(() => (document.querySelector('#fact-rd').closest('details').open = true))
            await page.fill('#fact-rd', '5')
            await page.dispatchEvent('#fact-rd', 'change')
            await page.waitForSelector(`${answer}.yes`)

            // Without the figure the verdict is open, and the page leads back to the field.
            await page.fill('#fact-rd', '')
            await page.dispatchEvent('#fact-rd', 'change')
            await page.waitForSelector(`${answer}.open .missing button`)
            await view.looksRight('check-open')
            await page.click(`${answer} .missing button`)
            assert.equal(await page.evaluate(() => document.activeElement.id), 'fact-rd')
            await view.close()
        })

        test(`a higher limit lets firms in (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, { language, width })
            const { page } = view
            await view.goto(`/policies/${sme}/sandbox`)
            await page.waitForSelector('#dial-sales_max')
            await view.looksRight('sandbox-empty')
            await page.click('.table .main')
            await page.waitForSelector('.outcome .qualify')
            assert.equal(await textOf(page, '.gains'), '0')
            await page.fill('#dial-sales_max', '30000')
            await page.dispatchEvent('#dial-sales_max', 'change')
            await page.waitForFunction(() =>
                document.querySelector('.gains')?.textContent?.includes('+'),
            )
            assert.ok((await page.locator('ul.gained li').count()) > 0)
            assert.equal(await textOf(page, '.losses'), '0')
            assert.match(page.url(), /sales_max=30000/)
            await view.looksRight('sandbox-gains')
            await view.close()
        })
    }
}

test('what is entered goes to this office alone and ends with the window', async () => {
    const view = await browser.view(office, { language: 'en' })
    await view.goto('/check')
    await view.page.click('.ways .main')
    await view.page.waitForSelector('.answer')
    assert.equal(new URL(view.page.url()).search, '')
    assert.equal(await view.page.evaluate(() => localStorage.getItem('kechuang.check')), null)
    await view.page.reload()
    await view.page.waitForSelector('.answer')
    await view.close()
    const fresh = await browser.view(office, { language: 'en' })
    await fresh.goto('/check')
    await fresh.page.waitForSelector('.answers .none')
    await fresh.close()
})
