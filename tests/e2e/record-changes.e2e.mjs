// SPDX-License-Identifier: Apache-2.0
// What happens to a record over the years: figures by year, a new name, a split, and the traces.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'
import { creditCode } from './records.mjs'

const firms = '/api/v1/records/cn.enterprise'
// He sees what firms keep to themselves while their record is a draft.
const clerk = { name: '经办员周七', password: 'copper meadow 8 morning' }
let browser, office

before(async () => {
    browser = await openBrowser()
    office = await openOffice()
    await makePerson(office, clerk, 'role.county_clerk', { units: ['341802'] })
    await office.signIn(clerk)
})
after(async () => {
    await browser.close()
    await office.stop()
})

let made = 1000
const code = () => creditCode('341802', ++made)

async function makeFirm(name) {
    const fields = { name, credit_code: code(), region: '341802', fictitious: true }
    const { status, json } = await office.ask('POST', firms, { fields })
    assert.equal(status, 201, JSON.stringify(json))
    return json.record.id
}

for (const language of languages) {
    for (const width of widths) {
        test(`a record changes over the years (${language}, ${width} px)`, async () => {
            const id = await makeFirm(`虚构精密${language}${width}有限公司`)
            const place = `/registries/cn.enterprise/${id}`
            const view = await browser.at(office, clerk, { language, width }, place)
            const { page } = view
            view.expectStatus(422)
            const stored = async () => (await office.get(`${firms}/${id}`)).yearly

            // Figures of a year: a wrong one is named at its field, saving can be taken back.
            await page.click('[data-do=fill-year]')
            await page.fill('#year-of', '2023')
            await page.fill('#year-staff', '很多')
            await page.fill('#year-revenue', '1200')
            await page.click('[data-do=save-year]')
            await page.waitForSelector('#year-staff[aria-invalid=true]')
            await view.looksRight('year-wrong')
            assert.equal((await stored()).length, 0)
            await page.fill('#year-staff', '80')
            await page.fill('#year-source', '2023年年报')
            await page.click('[data-do=save-year]')
            await page.waitForSelector('[data-do=undo-year]')
            await page.locator('.years table').waitFor()
            await view.looksRight('year-saved')
            const [saved] = await stored()
            assert.equal(saved.values.staff.text, '80')
            assert.equal(saved.values.revenue.text, '1200万元')
            assert.equal(saved.source, '2023年年报')

            await page.fill('#year-staff', '81')
            await page.click('[data-do=save-year]')
            await page.locator('.years td', { hasText: '81' }).waitFor()
            await page.click('[data-do=undo-year]')
            await page.locator('.years td', { hasText: '80' }).waitFor()
            assert.equal((await stored())[0].values.staff.text, '80')
            assert.equal((await stored())[0].version, 3)
            await page.click('[data-do=leave-form]')

            // A new name since a day.
            await page.click('[data-step=rename]')
            await page.click('[data-do=rename]')
            await page.waitForSelector('#since-rename[aria-invalid=true]')
            await page.fill('#field-name', `虚构新名${language}${width}有限公司`)
            await page.fill('#since-rename', '2024-03-01')
            await view.looksRight('rename')
            await page.click('[data-do=rename]')
            await page.locator('.traces li', { hasText: '虚构精密' }).waitFor()
            assert.match(await page.textContent('h1'), /虚构新名/)
            await view.looksRight('renamed')

            // Split in two: what no two may share has to be given for each part.
            await page.click('[data-step=split]')
            await page.fill('#parts-0-fields-name', `虚构甲${language}${width}公司`)
            await page.fill('#parts-1-fields-name', `虚构乙${language}${width}公司`)
            await page.fill('#parts-0-fields-credit_code', '91341802000000000X')
            await page.fill('#parts-1-fields-credit_code', code())
            await page.fill('#on-split', '2025-01-01')
            await page.click('[data-do=split]')
            await page.waitForSelector('#parts-0-fields-credit_code[aria-invalid=true]')
            await view.looksRight('split-wrong')
            await page.fill('#parts-0-fields-credit_code', code())
            await page.click('[data-do=split]')
            await page.locator('[data-trace=split]').nth(1).waitFor()
            await view.looksRight('split-done')
            const whole = await office.get(`${firms}/${id}`)
            assert.equal(whole.record.life, 'split')
            assert.equal(whole.traces.went_into.length, 2)

            // From a part one comes back to the whole.
            await page.click('[data-trace=split] a >> nth=0')
            await page.locator('.traces', { hasText: '虚构新名' }).waitFor()
            await view.looksRight('split-part')
            await view.close()
        })
    }
}
