// SPDX-License-Identifier: Apache-2.0
// The work of a county clerk without a mouse: a list filtered, sorted and opened, a record handed
// in and sent back, a sheet filled in, a table imported. Where the focus is can always be seen.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'
import { creditCode, reaches } from './records.mjs'

const county = '999904'
const password = 'copper meadow 8 morning'
const clerk = { name: '经办员甲一', password }
const leader = { name: '负责人乙二', password }
const firms = '/registries/cn.enterprise'
const tabsMax = 120

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 7 })
    await makePerson(office, clerk, 'role.county_clerk', { units: [county] })
    await makePerson(office, leader, 'role.county_leader', { units: [county] })
})
after(async () => {
    await browser.close()
    await office.stop()
})
const at = (...given) => browser.at(office, ...given)

// The mark of focus, on the element or on what stands for it.
const isMarked = (page) =>
    page.evaluate(() => {
        const style = getComputedStyle(document.activeElement)
        const hasOutline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        return hasOutline || style.boxShadow !== 'none'
    })
const isAt = (page, selector) =>
    page.evaluate((one) => document.activeElement?.matches(one) ?? false, selector)

async function tabTo(page, selector, key = 'Tab') {
    for (let tabs = 0; tabs < tabsMax; tabs += 1) {
        if (await isAt(page, selector)) {
            assert.ok(await isMarked(page), `no mark of focus on ${selector}`)
            return
        }
        await page.keyboard.press(key)
    }
    assert.fail(`${selector} was not reached by ${key}`)
}
async function press(page, selector, key = 'Enter') {
    await tabTo(page, selector)
    await page.keyboard.press(key)
}
async function type(page, selector, text) {
    await tabTo(page, selector)
    await page.keyboard.type(text)
}

test('a list is filtered, sorted and opened by keys alone', async () => {
    const view = await at(clerk, { language: 'zh' }, firms)
    const { page } = view
    await page.waitForSelector('.frame tbody tr.row')
    await type(page, '.search input', '精密机械')
    await page.waitForURL(/q=/)
    await page.waitForFunction(() => /符合条件/.test(document.querySelector('.count')?.textContent))
    await press(page, '[data-do=state]', 'End')
    await page.waitForURL(/state=published/)

    // A dialog takes the focus and gives it back.
    await press(page, '[data-do=columns]')
    await page.waitForSelector('dialog[open]')
    assert.ok(await page.evaluate(() => document.activeElement.closest('dialog') !== null))
    await press(page, '[data-column=founded]', 'Space')
    await page.keyboard.press('Escape')
    await page.waitForSelector('dialog[open]', { state: 'detached' })
    assert.ok(await isAt(page, '[data-do=columns]'), 'focus comes back')

    await press(page, 'thead .sort')
    await page.waitForURL(/sort=/)
    await page.waitForSelector('th[aria-sort=ascending]')
    await press(page, 'tr.row a')
    await page.waitForURL(/cn\.enterprise\/\d+/)
    await page.waitForSelector('.page-head .record-mark')
    assert.ok(await isAt(page, 'main'), 'the new page is read from its beginning')
    await view.close()
})

test('a record is made, handed in and sent back by keys alone', async () => {
    const view = await at(clerk, { language: 'en' }, `${firms}/new`)
    const { page } = view
    view.expectStatus(422)
    await page.waitForSelector('#field-name')
    await type(page, '#field-name', '键盘试验（虚构）有限公司')
    await type(page, '#field-credit_code', '91999904XF0000000A')
    await press(page, '[data-do=draft]')
    await page.waitForSelector('.error-summary:focus')
    await press(page, '.error-summary a')
    await page.waitForSelector('#field-credit_code:focus')
    await page.keyboard.press('Control+A')
    await page.keyboard.type(creditCode(county, 910001))
    await tabTo(page, '#field-region')
    await page.keyboard.type('Huishui')
    await press(page, '[data-do=draft]')
    await reaches(page, 'draft')
    const place = new URL(page.url()).pathname
    await press(page, '[data-step=submit]')
    await reaches(page, 'submitted')

    const signer = await at(leader, { language: 'en' }, place)
    await signer.page.waitForSelector('[data-step=return]')
    await press(signer.page, '[data-step=return]')
    await type(signer.page, '#reason-step', '请补行业代码')
    await press(signer.page, '[data-do=send]')
    await reaches(signer.page, 'returned')
    await signer.close()
    await view.close()
})

test('a table is imported by keys alone', async () => {
    const view = await at(clerk, { language: 'zh' }, `${firms}/import`)
    const { page } = view
    await page.waitForSelector('#import-file')
    await tabTo(page, '#import-file')
    // The choice of a file is the system's own window.
    const code = creditCode(county, 910002)
    const table = `企业名称,统一社会信用代码,所属县市区\n键盘导入（虚构）有限公司,${code},${county}\n`
    await view.give('#import-file', '企业.csv', table)
    await press(page, '[data-do=try]')
    await page.waitForSelector('[data-do=import]')
    assert.ok(await page.evaluate(() => document.activeElement.closest('section, form') !== null))
    await press(page, '[data-do=import]')
    await page.waitForSelector('.outcome h2:focus')
    await press(page, '.outcome a')
    await page.waitForURL(/registries\/cn\.enterprise\?/)
    await view.close()
})

test('a sheet is filled in and handed over by keys alone', async () => {
    const view = await at(clerk, { language: 'zh' }, '/desk')
    const { page } = view
    await page.waitForSelector('.waiting tbody tr')
    await press(page, '.waiting tbody a[href*="/collections/"]')
    await page.waitForSelector('input[id^=cell-]')
    const cells = await page
        .locator('input[id^=cell-]')
        .evaluateAll((inputs) => inputs.map((input) => input.id))
    for (const id of cells) {
        await tabTo(page, `#${id}`)
        await page.keyboard.press('Control+A')
        await page.keyboard.type('7')
    }
    await press(page, '[data-step=submit]')
    await page.waitForSelector('.outcome h2:focus, .error-summary:focus')
    await view.close()
})
