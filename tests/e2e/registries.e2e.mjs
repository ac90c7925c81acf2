// SPDX-License-Identifier: Apache-2.0
// Registries in a fictitious city: lists of thousands, a record from its draft until it is verified,
// a table with two bad cells that is mended and imported, a firm's own page.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { administrators, business, openOffice } from './office.mjs'
import { makePerson } from './people.mjs'
import { creditCode, reaches } from './records.mjs'

const [system] = administrators
const county = '999904'
const password = 'copper meadow 8 morning'
const clerk = { name: '经办员钱一', password }
const leader = { name: '负责人孙二', password }
const head = { name: '科长周三', password }
const firmUser = { name: '企业用户吴四', password }
const firms = '/registries/cn.enterprise'
const certificates = '/registries/cn.certificate'

let browser, office, firm

// A firm of the county that holds a valid high-tech certificate.
async function findFirm() {
    await office.signIn(business)
    const list = await office.get(
        `/api/v1/records/cn.certificate?f.kind=high-tech&f.valid_to=ge:2099-01-01&limit=1`,
    )
    assert.equal(list.items.length, 0, 'nothing is valid for ever')
    const year = new Date().getFullYear() + 1
    const held = await office.get(
        `/api/v1/records/cn.certificate?f.kind=high-tech&f.valid_to=ge:${year}-01-01&limit=200`,
    )
    for (const one of held.items) {
        const { record } = await office.get(
            `/api/v1/records/cn.enterprise/${one.values.enterprise.text}`,
        )
        if (record.values.region.text === county)
            return { id: record.id, name: record.title, code: record.values.credit_code.text }
    }
    throw new Error('no firm of the county holds a certificate')
}

before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 7 })
    firm = await findFirm()
    await makePerson(office, clerk, 'role.county_clerk', { units: [county] })
    await makePerson(office, leader, 'role.county_leader', { units: [county] })
    await makePerson(office, head, 'role.section_head', { sections: ['template.bureau.high_tech'] })
    await makePerson(office, firmUser, 'role.firm_user', { body: firm.code })
})
after(async () => {
    await browser.close()
    await office.stop()
})

const at = (...given) => browser.at(office, ...given)

const rowsOf = (page) => page.locator('.frame tbody tr.row')
const countText = async (page) => Number((await page.innerText('.count')).replace(/\D/g, ''))
const state = (page) => page.getAttribute('.page-head .record-mark', 'data-state')
const press = (page, step) => page.click(`[data-step=${step}]`)

async function reason(page, text) {
    await page.fill('#reason-step', text)
    await page.click('[data-do=send]')
}

let next = 900001
for (const language of languages) {
    for (const width of widths) {
        const options = { language, width }
        const kind = `(${language}, ${width} px)`

        test(`a long list is narrowed, and its address says how ${kind}`, async () => {
            const view = await at(business, options, '/registries')
            const { page } = view
            await page.waitForSelector('.data-table tbody tr')
            await view.looksRight('registries')
            await page.click(`a[href="${firms}"]`)
            await rowsOf(page).first().waitFor()
            const all = await countText(page)
            assert.ok(all > 3000, `${all} firms`)
            await view.looksRight('firms-list')

            // The bottom is there at once, and holds the last row, with few rows drawn.
            const last = await page.evaluate(() => {
                const frame = document.querySelector('.frame')
                frame.scrollTop = frame.scrollHeight
                if (getComputedStyle(frame).overflowY === 'visible')
                    document.querySelector('.frame').scrollIntoView({ block: 'end' })
                return Number(frame.querySelector('table').getAttribute('aria-rowcount'))
            })
            await page.waitForSelector(`tr[aria-rowindex="${last}"] a`)
            assert.ok((await rowsOf(page).count()) < 120)

            await page.fill('.search input', '精密机械')
            await page.waitForURL(/q=/)
            await page.waitForFunction(
                (before) => Number(document.querySelector('.count')?.textContent.replace(/\D/g, '')) < before,
                all,
            )
            await page.click('[data-do=more]')
            await page.selectOption('[data-do=field]', 'founded')
            await page.fill('#filter-value', '2020-01-01')
            await page.click('[data-do=apply]')
            await page.waitForURL(/f\.founded=ge/)
            await page.click('[data-do=columns]')
            await page.check('[data-column=founded]')
            await view.looksRight('firms-columns')
            await page.click('[data-do=done]')
            await page.waitForURL(/columns=/)
            await view.settled()
            const narrowed = await countText(page)
            assert.ok(narrowed > 0 && narrowed < 300, `${narrowed} of ${all}`)
            await view.looksRight('firms-narrowed')

            // The address alone gives the same list, and the file holds it too.
            await page.goto(page.url())
            await rowsOf(page).first().waitFor()
            assert.equal(await countText(page), narrowed)
            const file = await view.downloaded('[data-format=csv]')
            const lines = (await view.textOf(file)).trim().split(/\r?\n/)
            assert.equal(lines.filter((line) => line.includes('精密机械')).length, narrowed)

            await page.click('[data-do=clear]')
            await page.waitForFunction(
                (before) => Number(document.querySelector('.count')?.textContent.replace(/\D/g, '')) === before,
                all,
            )
            await page.fill('.search input', '没有这样的企业名称')
            await page.waitForSelector('.none')
            await view.looksRight('firms-none')
            await view.close()
        })

        test(`a record goes from draft to verified, with a return ${kind}`, async () => {
            const number = next++
            const name = `徽水试验精密（虚构${number}）有限公司`
            const view = await at(clerk, options, `${firms}/new`)
            const { page } = view
            view.expectStatus(422)
            await page.waitForSelector('#field-name')
            await page.fill('#field-name', name)
            await page.fill('#field-credit_code', '91999904XF0000000A')
            await page.selectOption('#field-region', county)
            await page.click('[data-do=draft]')
            await page.waitForSelector('.error-summary:focus')
            assert.equal(await page.getAttribute('#field-credit_code', 'aria-invalid'), 'true')
            await view.looksRight('record-new-errors')
            await page.click('.error-summary a')
            await page.waitForSelector('#field-credit_code:focus')
            await page.fill('#field-credit_code', creditCode(county, number))
            await page.click('[data-do=draft]')
            await page.waitForURL(/cn\.enterprise\/\d+/)
            await reaches(page, 'draft')
            const place = new URL(page.url()).pathname
            await view.looksRight('record-draft')

            // A wrong value stays by its field; a right one can be taken back.
            await page.click('[data-do=edit]')
            await page.waitForSelector('#field-name:focus')
            await page.fill('#field-invention_patents', '-4')
            await page.click('[data-do=save]')
            await page.waitForSelector('#field-invention_patents[aria-invalid=true]')
            await view.looksRight('record-edit-errors')
            await page.fill('#field-invention_patents', '4')
            await page.fill('#reason-save', '专利证书核对')
            await page.click('[data-do=save]')
            await page.waitForSelector('[data-do=undo]')
            assert.match(await page.innerText('[data-field=invention_patents] dd'), /4/)
            const changes = page.locator('.history-part li')
            assert.equal(await changes.count(), 2)
            assert.match(await changes.first().innerText(), /专利证书核对/)
            await page.click('[data-do=undo]')
            await page.waitForFunction(() => document.querySelectorAll('.history-part li').length === 3)
            assert.equal(await page.locator('.group [data-field=invention_patents]').count(), 0)
            await view.looksRight('record-undone')

            await press(page, 'submit')
            await reaches(page, 'submitted')

            // The county sends it back, but not without saying why.
            const signer = await at(leader, options, place)
            await press(signer.page, 'return')
            await signer.page.click('[data-do=send]')
            await signer.page.waitForSelector('#reason-step[aria-invalid=true]')
            await signer.looksRight('record-returning')
            await reason(signer.page, '行业代码没有填，请补上')
            await reaches(signer.page, 'returned')

            await view.goto(place)
            await page.waitForSelector('.notice.returned:has-text("请补上")')
            await view.looksRight('record-returned')
            await page.click('[data-do=edit]')
            await page.fill('#field-industry', '3569')
            await page.click('[data-do=save]')
            await page.waitForSelector('[data-do=undo]')
            await press(page, 'submit')
            await reaches(page, 'submitted')
            await signer.goto(place)
            await press(signer.page, 'sign')
            await reaches(signer.page, 'signed')
            await signer.close()

            const section = await at(head, options, `${firms}?step=verify`)
            await section.page.click(`.frame a[href="${place}"]`)
            await press(section.page, 'verify')
            await reaches(section.page, 'verified')
            await section.looksRight('record-verified')
            await section.close()
            await view.close()
        })

        test(`a table with two bad cells is mended and imported ${kind}`, async () => {
            const number = next++
            const view = await at(clerk, options, certificates)
            const { page } = view
            await page.click('[data-do=import]')
            await page.waitForSelector('#import-file')
            await view.looksRight('import-start')
            await page.click('[data-do=try]')
            await page.waitForSelector('#import-file[aria-invalid=true]')
            const template = await view.downloaded('[data-do=template]')
            assert.match(template.suggestedFilename(), /\.xlsx$/)

            // A heading of its own, a kind that does not exist and a day that does not either.
            const heading = `发证那天${number}`
            const table = (kindOf, day) =>
                [
                    `证书名称,类别,企业,证书或入库编号,${heading},有效期至`,
                    `瞪羚企业（虚构）,瞪羚企业,${firm.code},XF${number}1,2024-05-06,2027-05-05`,
                    `领军企业（虚构）,${kindOf},${firm.code},XF${number}2,2024-05-06,2027-05-05`,
                    `高企培育（虚构）,高新技术企业培育库入库,${firm.code},XF${number}3,2024-05-06,${day}`,
                ].join('\n')
            const give = (name, text) => view.give('#import-file', name, text)
            await give('证书.csv', table('没有这种资质', '2027-13-45'))
            await page.click('[data-do=try]')
            await page.waitForSelector('.mapping li.unknown')
            await view.looksRight('import-unknown')
            await page.selectOption('.mapping li.unknown select', 'valid_from')
            await page.click('[data-do=remap]')
            await page.waitForSelector('.mapping li.given')
            await page.waitForFunction(() => document.querySelectorAll('.errors tbody tr').length === 2)
            assert.equal(await page.innerText('[data-count=wrong] b'), '2')
            assert.equal(await page.locator('[data-do=import]').count(), 0)
            await view.looksRight('import-errors')
            const marked = await view.downloaded('[data-do=marked]')
            assert.match(marked.suggestedFilename(), /\.xlsx$/)

            await give('证书.csv', table('科技领军企业', '2027-05-05'))
            await page.click('[data-do=try]')
            await page.waitForSelector('[data-do=import]')
            assert.equal(await page.innerText('[data-count=create] b'), '3')
            await view.looksRight('import-ready')
            await page.click('[data-do=import]')
            await page.waitForSelector('.outcome h2')
            assert.equal(await page.locator('.outcome [data-outcome=create]').count(), 3)
            await view.looksRight('import-done')

            // The same file again registers nothing; its heading is remembered by now.
            await page.click('[data-do=again]')
            await give('证书.csv', table('科技领军企业', '2027-05-05'))
            await page.click('[data-do=try]')
            await page.waitForSelector('.mapping li.memory', { state: 'attached' })
            assert.equal(await page.innerText('[data-count=same] b'), '3')
            assert.equal(await page.locator('[data-do=import]').count(), 0)
            await view.looksRight('import-again')

            await view.goto(`${certificates}?q=XF${number}2`)
            await page.click('.frame tr.row a')
            await reaches(page, 'draft')
            await view.close()
        })

        test(`a firm sees what expires and what it may qualify for ${kind}`, async () => {
            const view = await at(firmUser, options, '/')
            const { page } = view
            await page.waitForURL(`**/firms/${firm.id}`)
            await page.waitForSelector('.certificates li')
            assert.equal(await page.innerText('h1'), firm.name)
            // Nothing leads to what its people may not read.
            assert.equal(await page.locator('.navigation a[href="/tasks"]').count(), 0)
            await page.waitForSelector('.policies [data-group]')
            await view.looksRight('firm-own')
            await page.click('.policies [data-do=check]')
            await page.waitForURL('**/check')
            await page.waitForSelector('input')
            await view.close()

            const other = await at(clerk, options, `/firms/${firm.id}`)
            await other.page.waitForSelector('.certificates li')
            await other.looksRight('firm-clerk')
            await other.goto('/expiry')
            await other.page.waitForSelector('.months tbody tr')
            await other.page.click('.months tbody a >> nth=0')
            await other.page.waitForURL(/month=/)
            await other.settled()
            await other.looksRight('expiry')
            await other.close()
        })
    }
}

test('what was typed survives somebody else being quicker', async () => {
    const view = await at(business, { language: 'en' }, `${firms}/${firm.id}`)
    const { page } = view
    view.expectStatus(412)
    await page.click('[data-do=edit]')
    await page.fill('#field-address', '虚构路1号')
    await office.signIn(business)
    const path = `/api/v1/records/cn.enterprise/${firm.id}`
    const { headers } = await office.ask('GET', path)
    const other = await office.ask(
        'PUT',
        path,
        { fields: { chain: '智能装备' } },
        { 'If-Match': headers.get('etag') },
    )
    assert.equal(other.status, 200, JSON.stringify(other.json))
    await page.click('[data-do=save]')
    await page.waitForSelector('.notice[role=alert]')
    assert.equal(await page.inputValue('#field-address'), '虚构路1号')
    assert.equal(await page.inputValue('#field-chain'), '智能装备')
    await view.looksRight('record-conflict')
    await page.click('[data-do=save]')
    await page.waitForSelector('[data-do=undo]')
    await view.close()
})

test('who may not read records finds no way to them', async () => {
    const view = await at(system, { language: 'zh', width: 390 }, '/registries')
    await view.page.waitForSelector('.needed h2')
    assert.equal(await view.page.locator('.navigation a[href="/registries"]').count(), 0)
    await view.looksRight('registries-not-allowed')
    await view.close()
})
