// SPDX-License-Identifier: Apache-2.0
// One step with many records at once, from the desk of the section they wait for.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'

const password = 'copper meadow 8 morning'
const head = { name: '科长周三', password }
const list = '/registries/cn.certificate?step=publish'

let browser, office

before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 7 })
    await makePerson(office, head, 'role.section_head', {
        sections: ['template.bureau.high_tech'],
    })
})
after(async () => {
    await browser.close()
    await office.stop()
})

const countIn = async (page) => Number((await page.innerText('.count')).replace(/\D/g, ''))

for (const language of languages) {
    for (const width of widths) {
        test(`many records go on at once (${language}, ${width} px)`, async () => {
            const view = await browser.at(office, head, { language, width }, '/desk')
            await view.page.click('.records a[href*="cn.certificate"]')
            const { page } = view
            await page.waitForSelector('.many')
            const waiting = await countIn(page)
            assert.ok(waiting > 4, `${waiting} wait`)
            await view.looksRight('steps-none')

            // Two of them, by keyboard.
            await page.focus('.frame tr.row input >> nth=0')
            await page.keyboard.press('Space')
            await page.check('.frame tr.row input >> nth=1')
            assert.match(await page.innerText('[data-do=step-many]'), /2/)
            await view.looksRight('steps-chosen')
            await page.click('[data-do=step-many]')
            await page.waitForSelector('[data-outcome=taken]')
            await page.waitForFunction(
                (left) => document.querySelector('.count').innerText.includes(String(left)),
                waiting - 2,
            )
            await view.looksRight('steps-done')
            await view.close()
        })
    }
}

test('one that somebody else was quicker with is named, the others are done', async () => {
    const [language] = languages
    const [width] = widths
    const view = await browser.view(office, { language, width })
    view.expectStatus(422)
    await view.signIn(head)
    await view.goto(list)
    const { page } = view
    await page.waitForSelector('.many')
    const waiting = await countIn(page)
    await page.click('[data-do=choose-all]')
    await page.waitForSelector('[data-do=step-many]')

    await office.signIn(head)
    const { items } = await office.get('/api/v1/records/cn.certificate?step=publish&limit=1')
    const [first] = items
    const { status } = await office.ask(
        'POST',
        `/api/v1/records/cn.certificate/${first.id}/steps`,
        { step: 'return', reason: '日期有误' },
        { 'If-Match': `"${first.version}"` },
    )
    assert.equal(status, 200)

    await page.click('[data-do=step-many]')
    await page.waitForSelector('.outcome li')
    assert.match(await page.innerText('[data-outcome=taken]'), new RegExp(String(waiting - 1)))
    assert.equal(await page.locator('.outcome li').count(), 1)
    await page.waitForSelector('.none')
    await view.looksRight('steps-kept')
    await view.close()
})
