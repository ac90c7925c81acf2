// SPDX-License-Identifier: Apache-2.0
// A plan document read, corrected and made into the pack the office runs on.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { business, checkout, openOffice } from './office.mjs'

const sample = join(checkout, 'samples/plan-2024.txt')

let browser
before(async () => (browser = await openBrowser()))
after(() => browser.close())

async function uploaded(office, options) {
    const view = await browser.at(office, business, options, '/upload')
    await view.page.setInputFiles('#file', sample)
    await view.page.click('.go .button')
    await view.page.waitForURL('**/upload?draft=*')
    await view.page.waitForSelector('.rows [data-row="1"]')
    return view
}

for (const language of languages) {
    for (const width of widths) {
        test(`a plan becomes the office's pack (${language}, ${width} px)`, async () => {
            const office = await openOffice()
            const view = await browser.at(office, business, { language, width }, '/upload')
            const { page } = view
            await view.looksRight('upload-start')
            await page.click('.go .button')
            await page.waitForSelector('.error-summary:focus')
            await view.looksRight('upload-missing')
            await page.setInputFiles('#file', sample)
            await page.click('.go .button')
            await page.waitForURL('**/upload?draft=1')
            await page.waitForSelector('#target-1')
            await view.looksRight('review')

            // One row corrected, first wrongly.
            await page.click('#target-2 [data-do=change]')
            await page.waitForSelector('#target-2-metric:focus')
            await page.fill('#target-2-value', '四百七十')
            await page.click('#target-2 button[type=submit]')
            await page.waitForSelector('#target-2 .error-summary:focus')
            await view.looksRight('review-error')
            await page.fill('#target-2-value', '470')
            await page.selectOption('#target-2-bound', '>=')
            await page.click('#target-2 button[type=submit]')
            await page.waitForSelector('#target-2 [data-do=change]:focus')
            assert.match(await page.textContent('#target-2 .read'), /470/)
            // One row taken out and put back.
            await page.click('#task-1 [data-do=remove]')
            await page.waitForSelector('#task-1.removed')
            await view.looksRight('review-corrected')
            await page.click('#task-1 [data-do=restore]')
            await page.waitForSelector('#task-1:not(.removed)')

            await page.click('.make .button')
            await page.waitForSelector('.made h1:focus')
            await view.looksRight('pack-made')
            await office.signIn(business)
            const { items } = await office.get('/api/v1/targets')
            const corrected = items.find(({ indicator }) => indicator === 'cn.htfirm.valid_count')
            assert.equal(corrected.target, 470)
            assert.equal(corrected.bound, '>=')
            await view.close()
            await office.stop()
        })
    }
}

test('a mark in the document leads to its row and back', async () => {
    const office = await openOffice()
    const view = await uploaded(office, { language: 'zh' })
    const { page } = view
    await page.click('#mark-target-3')
    await page.waitForSelector('#target-3:focus')
    await page.locator('#target-3 .tools button').first().click()
    await page.waitForSelector('#mark-target-3:focus')
    await view.close()
    await office.stop()
})

test('a correction on what somebody else has changed is refused, not lost over', async () => {
    const office = await openOffice()
    const view = await uploaded(office, { language: 'en' })
    const { page } = view
    view.expectStatus(412)
    await office.signIn(business)
    const { status } = await office.ask(
        'POST',
        '/api/v1/plans/1/corrections',
        { corrections: [{ of: 'target', row: 1, set: { value: '9' } }] },
        { 'If-Match': '"1"' },
    )
    assert.equal(status, 200)
    await page.click('#task-1 [data-do=remove]')
    await page.waitForSelector('.trouble .problem')
    await page.click('.trouble > .button')
    await page.waitForSelector('#target-1 .read:has-text("9")')
    assert.equal(await page.locator('.trouble').count(), 0)
    await view.close()
    await office.stop()
})

test('a file that cannot be a plan is refused before and after it is sent', async () => {
    const office = await openOffice()
    const view = await browser.at(office, business, { language: 'zh' }, '/upload')
    const { page } = view
    view.expectStatus(400, 415, 422)
    await view.give('#file', 'photo.png', 'PNG', 'image/png')
    await page.click('.go .button')
    await page.waitForSelector('.error-summary:has-text("photo.png")')
    const docx = 'PK\u0003\u0004 nothing of the kind'
    await view.give('#file', 'plan.docx', docx, 'application/octet-stream')
    await page.click('.go .button')
    await page.waitForSelector('.error-summary:not(:has-text("photo.png"))')
    await view.looksRight('upload-refused')
    await view.close()
    await office.stop()
})

test('the system administrator is told who may upload', async () => {
    const { administrators } = await import('./office.mjs')
    const office = await openOffice()
    const options = { language: 'en', width: 390 }
    const view = await browser.at(office, administrators[0], options, '/upload')
    await view.page.waitForSelector('.needed h2')
    await view.looksRight('upload-not-allowed')
    await view.close()
    await office.stop()
})
