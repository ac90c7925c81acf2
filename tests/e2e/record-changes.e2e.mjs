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

for (const { language, width } of [
    { language: 'zh', width: 1440 },
    { language: 'en', width: 390 },
]) {
    test(`yearly figures of many come in as a table (${language}, ${width} px)`, async () => {
        const own = await Promise.all(
            ['甲', '乙'].map((name) => makeFirm(`虚构年报${name}${language}有限公司`)),
        )
        const codes = await Promise.all(
            own.map(async (id) => (await office.get(`${firms}/${id}`)).record.values.credit_code.text),
        )
        const view = await browser.at(office, clerk, { language, width })
        const { page } = view
        await view.goto(`/registries/cn.enterprise/${own[0]}`)
        await page.click('.years a[href$="/import?of=years"]')
        await page.waitForSelector('#import-years')
        assert.equal(await page.locator('[name=submit]').count(), 0, 'figures are not handed in')
        await view.looksRight('years-start')
        const template = await view.downloaded('[data-do=template]')
        assert.match(template.suggestedFilename(), /年度数据模板|yearly-figures-template/)

        // Without a name for the staff's column, and with a firm that does not exist.
        const heading = `那年的人${language}`
        const table = (staff, second) =>
            [
                `统一社会信用代码,年度,${heading},数据来源`,
                `${codes[0]},2023,${staff},2023年年报`,
                `${codes[0]},2022,60,`,
                `${second},2023,9,`,
            ].join('\n')
        await view.give('#import-file', '年报.csv', table('66', creditCode('341802', 999_999)))
        await page.click('[data-do=try]')
        await page.waitForSelector('.mapping li.unknown')
        const choices = await page.locator('.mapping li.unknown option').allInnerTexts()
        assert.ok(choices.some((one) => /^(年度|Year)$/.test(one)), choices.join())
        await page.selectOption('.mapping li.unknown select', 'staff')
        await page.click('[data-do=remap]')
        await page.waitForSelector('.mapping li.given')
        assert.equal(await page.innerText('[data-count=wrong] b'), '1')
        assert.equal(await page.locator('[data-do=import]').count(), 0)
        await view.looksRight('years-wrong')

        await view.give('#import-file', '年报.csv', table('66', codes[1]))
        await page.click('[data-do=try]')
        await page.waitForSelector('[data-do=import]')
        assert.equal(await page.innerText('[data-count=create] b'), '3')
        await view.looksRight('years-ready')
        await page.click('[data-do=import]')
        await page.waitForSelector('.outcome h2')
        assert.equal(await page.locator('.outcome [data-outcome=create]').count(), 3)
        assert.match(await page.innerText('.outcome li >> nth=0'), /2023/)
        await view.looksRight('years-done')
        const stored = async (id) =>
            (await office.get(`${firms}/${id}`)).yearly.map(({ year, values, source }) => [
                year,
                values.staff.text,
                source,
            ])
        assert.deepEqual(await stored(own[0]), [
            [2022, '60', ''],
            [2023, '66', '2023年年报'],
        ])
        assert.deepEqual(await stored(own[1]), [[2023, '9', '']])

        // What went in goes out by years; a wrong word for them is told at once.
        await page.click('[data-do=again]')
        await page.fill('#import-years', '前年')
        await page.click('[data-do=editable]')
        await page.waitForSelector('#import-years[aria-invalid=true]')
        await page.fill('#import-years', '2022—2023')
        const years = await view.downloaded('[data-do=editable]')
        assert.match(years.suggestedFilename(), /2022-2023\.xlsx$/)
        assert.equal(await page.locator('#import-years[aria-invalid]').count(), 0)
        await view.close()
    })
}
