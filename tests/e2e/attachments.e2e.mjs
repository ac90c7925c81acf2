// SPDX-License-Identifier: Apache-2.0
// Files attached to a sheet: refused when they are not what they seem, added, opened, taken back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'

const form = 'form.county_monthly'
const counties = ['341802', '341821', '341823', '341824']
const clerkOf = (county) => ({ name: `经办员${county}`, password: 'copper meadow 8 morning' })
const pdf = Buffer.from('%PDF-1.7\n虚构附件')

let browser, office, period

before(async () => {
    browser = await openBrowser()
    office = await openOffice()
    for (const county of counties)
        await makePerson(office, clerkOf(county), 'role.county_clerk', { units: [county] })
    await office.signIn(clerkOf(counties[0]))
    const { periods } = await office.get(`/api/v1/collections?form=${form}`)
    period = periods[periods.length - 1]
})
after(async () => {
    await browser.close()
    await office.stop()
})

const choose = (page, name, buffer) =>
    page.setInputFiles('#attachments input[type=file]', {
        name,
        mimeType: 'application/octet-stream',
        buffer,
    })
const add = (page) => page.click('#attachments [data-do=attach]')
const files = (page) => page.locator('#attachments .files li')

let next = 0
for (const language of languages) {
    for (const width of widths) {
        const county = counties[next++]
        test(`a file is attached and taken back (${language}, ${width} px)`, async () => {
            const sheet = `/collections/${form}/${county}/${period}`
            const view = await browser.at(office, clerkOf(county), { language, width }, sheet)
            const { page } = view
            view.expectStatus(415)
            await page.click('#attachments summary')

            await add(page)
            await page.waitForSelector('#attachments [aria-invalid=true]')
            await choose(page, '证明.pdf', Buffer.from('这不是 PDF'))
            await add(page)
            await page.waitForSelector('#attachments .wrong-words')
            await view.looksRight('attachment-refused')
            assert.equal(await files(page).count(), 0)

            await choose(page, '盖章页.pdf', pdf)
            await add(page)
            await files(page).first().waitFor()
            await view.looksRight('attachment-added')

            const saved = await view.downloaded('#attachments .files .name button')
            assert.equal(saved.suggestedFilename(), '盖章页.pdf')
            assert.equal(await view.textOf(saved), pdf.toString('utf8'))

            await page.click('#attachments [aria-expanded]')
            await page.click('#attachments .asked [type=submit]')
            await page.waitForSelector('#attachments [role=alert]')
            await page.fill('#attachments .asked input', '传错了文件')
            assert.equal(await page.locator('#attachments [role=alert]').count(), 0)
            await view.looksRight('attachment-asked')
            await page.click('#attachments .asked [type=submit]')
            await page.waitForSelector('#attachments .gone')
            assert.equal(await page.locator('#attachments .files .name button').count(), 0)
            await view.looksRight('attachment-taken-back')
            await view.close()
        })
    }
}
