// SPDX-License-Identifier: Apache-2.0
// A sheet's way over the desks: a county's clerk fills it in wrongly, mends and submits it, the
// county signs, the section returns it with a reason, it comes again and is verified.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { administrators, openOffice } from './office.mjs'
import { makePerson } from './people.mjs'

const [system] = administrators
const form = 'form.county_monthly'
const section = 'template.bureau.planning'
// A county for each language and width, so that no way crosses another.
const counties = ['341802', '341821', '341823', '341824']
const fileCounty = '341825'
// Of these the head of section judges the sheets on the desk itself.
const judged = { zh: '341881', en: '341882' }

const password = 'copper meadow 8 morning'
const clerkOf = (county) => ({ name: `经办员${county}`, password })
const leaderOf = (county) => ({ name: `负责人${county}`, password })
const head = { name: '科长周一', password }
// Of the section that verifies the registry of firms.
const headOfFirms = { name: '科长郑二', password }

let browser, office, period, periodBefore

before(async () => {
    browser = await openBrowser()
    office = await openOffice()
    await makePerson(office, head, 'role.section_head', { sections: [section] })
    await makePerson(office, headOfFirms, 'role.section_head', { sections: ['template.bureau.high_tech'] })
    for (const county of [...counties, fileCounty])
        await makePerson(office, clerkOf(county), 'role.county_clerk', { units: [county] })
    for (const county of Object.values(judged))
        await makePerson(office, clerkOf(county), 'role.county_clerk', { units: [county] })
    for (const county of [...counties, ...Object.values(judged)])
        await makePerson(office, leaderOf(county), 'role.county_leader', { units: [county] })
    await office.signIn(clerkOf(counties[0]))
    const { periods } = await office.get(`/api/v1/collections?form=${form}`)
    periodBefore = periods[periods.length - 2]
    period = periods[periods.length - 1]
})
after(async () => {
    await browser.close()
    await office.stop()
})

const at = (...given) => browser.at(office, ...given)

const sheetOf = (county) => `/collections/${form}/${county}/${period}`
const press = (page, step) => page.click(`[data-step=${step}]`)
const state = (page) => page.getAttribute('.page-head .sheet-mark', 'data-state')

// What a clerk types: right but for what is given.
async function fillIn(page, other = {}) {
    const right = {
        htfirms: '120',
        tech_sme: '200',
        contract_turnover: '3500.25',
        contract_count: '12',
        iur_projects: '9',
    }
    for (const [field, value] of Object.entries({ ...right, ...other }))
        await page.fill(`#cell-${field}`, value)
}

async function done(page) {
    await page.waitForSelector('.outcome h2:focus')
}

// In a view of its own, as the leader works at another machine.
async function sign(county, options) {
    const view = await at(leaderOf(county), options, '/desk')
    await view.page.click(`.waiting a[href="${sheetOf(county)}"]`)
    await press(view.page, 'sign')
    await done(view.page)
    assert.equal(await state(view.page), 'signed')
    await view.looksRight('sheet-signed')
    await view.close()
}

let next = 0
for (const language of languages) {
    for (const width of widths) {
        const county = counties[next++]
        const options = { language, width }
        test(`a sheet is mended, returned and verified (${language}, ${width} px)`, async () => {
            const clerk = await at(clerkOf(county), options, '/desk')
            const { page } = clerk
            await page.waitForSelector('.waiting tbody tr')
            await clerk.looksRight('desk-clerk')
            if (await page.locator('.waiting .button.plain').count())
                await page.click('.waiting .button.plain')
            await page.click(`.waiting a[href="${sheetOf(county)}"]`)
            await page.waitForSelector('#cell-htfirms')
            await clerk.looksRight('sheet-open')

            // Two wrong figures: below nought, and more digits than the form takes.
            await fillIn(page, { htfirms: '-3', contract_turnover: '3500.255' })
            await press(page, 'save')
            await page.waitForSelector('.error-summary:focus')
            assert.equal(await page.locator('.error-summary a').count(), 2)
            assert.equal(await page.locator('[aria-invalid=true]').count(), 2)
            await clerk.looksRight('sheet-errors')
            await page.click('.error-summary a >> nth=0')
            await page.waitForSelector('#cell-htfirms:focus')
            await fillIn(page)
            await press(page, 'submit')
            await done(page)
            assert.equal(await state(page), 'submitted')
            await clerk.looksRight('sheet-submitted')

            await sign(county, options)

            // The section sends it back, but not without saying why.
            const section = await at(head, options, '/desk')
            await section.page.waitForSelector('.waiting tbody tr')
            await section.looksRight('desk-section')
            await section.page.click(`.waiting a[href="${sheetOf(county)}"]`)
            await press(section.page, 'return')
            await section.page.click('[data-do=send]')
            await section.page.waitForSelector('#reason[aria-invalid=true]')
            await section.page.fill('#reason', '成交额与登记系统不一致，请核对')
            await section.looksRight('sheet-returning')
            await section.page.click('[data-do=send]')
            await done(section.page)

            // It is back on the clerk's desk with the reason.
            await clerk.goto('/desk')
            await page.waitForSelector('.returned .reason:has-text("成交额与登记系统不一致")')
            await clerk.looksRight('desk-returned')
            await page.click(`.returned a[href="${sheetOf(county)}"]`)
            await page.waitForSelector('.notice.returned:has-text("请核对")')
            await page.fill('#cell-contract_turnover', '3600')
            const former = await page.innerText('[data-field=contract_turnover] .former')
            assert.match(former, /3,500\.25.*\+99\.75/s)
            await clerk.looksRight('sheet-returned')
            await press(page, 'submit')
            await done(page)
            await sign(county, options)

            await section.goto(sheetOf(county))
            await press(section.page, 'verify')
            await done(section.page)
            assert.equal(await state(section.page), 'verified')
            const steps = await section.page
                .locator('.history tbody tr')
                .evaluateAll((rows) => rows.map((row) => row.dataset.step))
            const way = ['save', 'submit', 'sign', 'return', 'save', 'submit', 'sign', 'verify']
            assert.deepEqual(steps.reverse(), way)
            await section.looksRight('sheet-verified')
            await section.goto('/burden')
            await section.page.waitForSelector('.forms tbody tr')
            await section.looksRight('burden')
            await section.close()
            await clerk.close()
        })
    }
}

// Through the interface: as far as the section's desk.
async function handIn(county, month, figures) {
    const path = `/api/v1/collections/${form}/${county}/${month}`
    const step = async (who, name) => {
        await office.signIn(who)
        const { version } = await office.get(path)
        const body = { step: name, expected_version: version }
        const done = await office.ask('POST', `${path}/steps`, body)
        assert.equal(done.status, 200, JSON.stringify(done.json))
    }
    await office.signIn(clerkOf(county))
    const { version } = await office.get(path)
    const cells = Object.entries(figures).map(([field, value]) => ({
        field,
        value,
        explanation: '示例：与企业核实过',
    }))
    const saved = await office.ask('PUT', path, { expected_version: version, cells })
    assert.equal(saved.status, 200, JSON.stringify(saved.json))
    await step(clerkOf(county), 'submit')
    await step(leaderOf(county), 'sign')
    return step
}

for (const [language, county] of Object.entries(judged)) {
    test(`what changed is seen, returned and verified on the desk (${language})`, async () => {
        const figures = {
            htfirms: 120,
            tech_sme: 200,
            contract_turnover: 3500.25,
            contract_count: 12,
            iur_projects: 9,
        }
        const step = await handIn(county, periodBefore, figures)
        await step(head, 'verify')
        await handIn(county, period, { ...figures, htfirms: 90, contract_turnover: 4100.5 })
        const view = await at(head, { language }, '/desk')
        const { page } = view
        const row = `.waiting tr[data-sheet="${sheetOf(county)}"]`
        await page.click(`${row} .changes`)
        await page.waitForSelector('.differences')
        const gap = (field) =>
            page.innerText(`tr[data-field=${field}] [data-against=last_period] .gap`)
        assert.match(await gap('htfirms'), /[−-]30 \([−-]25%\)/)
        assert.match(await gap('contract_turnover'), /\+600\.25/)
        for (const width of widths) {
            await page.setViewportSize({ width, height: 900 })
            await view.looksRight(`desk-differences-${width}`)
        }

        // Not without a reason; then the sheet leaves the desk and the row with it.
        await page.click('.judged [data-step=return]')
        await page.click('.judged [data-do=send]')
        await page.waitForSelector('#reason[aria-invalid=true]')
        await page.fill('#reason', '高企数下降，请核对证书')
        await page.click('.judged [data-do=send]')
        await page.waitForSelector('.outcome h2:focus')
        await page.waitForSelector(row, { state: 'detached' })
        await view.looksRight('desk-after-return')

        await handIn(county, period, { ...figures, htfirms: 121 })
        await view.goto('/desk')
        await page.click(`${row} .changes`)
        await page.click('.judged [data-step=verify]')
        await page.waitForSelector('.outcome h2:focus')
        await office.signIn(head)
        const { state: now } = await office.get(`/api/v1${sheetOf(county)}`)
        assert.equal(now, 'verified')

        // What others owe, with words to remind them by.
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
        await page.click('.missing [data-do=remind] >> nth=0')
        const text = await page.evaluate(() => navigator.clipboard.readText())
        assert.match(text, language === 'zh' ? /请尽快报送.*尚未报送的单位/ : /Please hand in/)
        await view.close()
    })
}

test('a filled table is tried out, marked where it is wrong, and saved', async () => {
    const view = await at(clerkOf(fileCounty), { language: 'zh' }, sheetOf(fileCounty))
    const { page } = view
    const upload = async (figure) => {
        const { json } = await office.ask('GET', `/api/v1/forms/${form}`)
        // An amount says its unit, as the template does.
        const heads = json.fields.map(({ name, unit }) =>
            unit === '万元' ? `${name.zh}（${unit}）` : name.zh,
        )
        const figures = json.fields.map(({ code }) => (code === 'htfirms' ? figure : '7'))
        const text = `填报单位,报告期,${heads}\n${fileCounty},${period},${figures}\n`
        await view.give('#sheet-file', 'sheet.csv', text)
        await page.click('[data-do=try]')
        await page.waitForSelector('.report h3:focus')
    }
    await office.signIn(clerkOf(fileCounty))
    await upload('很多')
    assert.equal(await page.locator('[data-do=take]').count(), 0)
    assert.match(await page.innerText('.report ul'), /有效高新技术企业数.*很多/)
    assert.equal(await page.locator('.report li').count(), 1)
    await view.looksRight('sheet-file-wrong')
    await upload('81')
    await view.looksRight('sheet-file-right')
    await page.click('[data-do=take]')
    await done(page)
    assert.equal(await page.inputValue('#cell-htfirms'), '81')
    const template = await view.downloaded('[data-do=template]')
    assert.match(template.suggestedFilename(), /341825.*\.xlsx$/)
    await view.close()
})

test('what somebody else has saved meanwhile does not lose what was typed', async () => {
    const county = fileCounty
    const view = await at(clerkOf(county), { language: 'en' }, sheetOf(county))
    const { page } = view
    view.expectStatus(409)
    await page.waitForSelector('#cell-htfirms')
    await page.fill('#cell-htfirms', '95')
    await office.signIn(clerkOf(county))
    const path = `/api/v1${sheetOf(county)}`
    const { version } = await office.get(path)
    const cells = [{ field: 'htfirms', value: '90' }]
    const other = await office.ask('PUT', path, { expected_version: version, cells })
    assert.equal(other.status, 200, JSON.stringify(other.json))
    await press(page, 'save')
    await page.waitForSelector('.notice[role=alert]')
    assert.equal(await page.inputValue('#cell-htfirms'), '95')
    assert.match(await page.innerText('[data-field=htfirms] .saved'), /90.*\+5/s)
    await view.looksRight('sheet-conflict')
    await view.close()
})

test('records that wait for the section stand on its desk and open as a list', async () => {
    const county = fileCounty
    await office.signIn(clerkOf(county))
    const made = await office.ask('POST', '/api/v1/records/cn.enterprise', {
        fields: { name: '示例企业（虚构）', credit_code: '91341825MA2T00001T', region: county },
        submit: true,
    })
    assert.equal(made.status, 201, JSON.stringify(made.json))
    for (const [language, width] of [
        ['zh', 1440],
        ['en', 390],
    ]) {
        const view = await at(headOfFirms, { language, width }, '/desk')
        await view.page.waitForSelector('.records a')
        await view.looksRight('desk-records')
        await view.page.click('.records a')
        await view.page.waitForURL('**/registries/cn.enterprise?step=*')
        await view.page.waitForSelector('table >> text=示例企业')
        await view.close()
    }
})

test('who may not read forms is told so', async () => {
    const view = await at(system, { language: 'zh', width: 390 }, '/desk')
    await view.page.waitForSelector('.needed h2')
    await view.looksRight('desk-not-allowed')
    await view.close()
})
