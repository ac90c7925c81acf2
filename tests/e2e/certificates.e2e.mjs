// SPDX-License-Identifier: Apache-2.0
// From a county's table to the city's target: a clerk imports certificates with two bad cells, mends
// them and hands them in; the section sees a difference, returns one, gets it again and verifies;
// the target moves and opens to the certificates; nobody else sees anything.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'
import { reaches } from './records.mjs'

const password = 'copper meadow 8 morning'
const county = '999905'
const clerk = { name: '经办员郑一', password }
const signer = { name: '负责人王二', password }
const head = { name: '科长冯三', password }
const leader = { name: '局长陈四', password }
const neighbour = { name: '邻县经办员褚五', password }
const stranger = { name: '新来的卫六', password }
const registry = '/registries/cn.certificate'
const year = new Date().getFullYear()
const target = `cw${year}.htfirms`

let browser, office, firms

const figure = async () => {
    const { target: found } = await office.get(`/api/v1/targets/${target}`)
    return Number(found.value)
}

// Firms of the county that hold no high-tech certificate.
async function firmsWithout() {
    await office.signIn(clerk)
    const all = await office.get('/api/v1/records/cn.enterprise?limit=200')
    const held = await office.get('/api/v1/records/cn.certificate?f.kind=high-tech&limit=200')
    const holders = new Set(held.items.map((one) => one.values.enterprise.text))
    return all.items.filter((one) => !holders.has(String(one.id))).slice(0, 3)
}

before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 3 })
    await makePerson(office, clerk, 'role.county_clerk', { units: [county] })
    await makePerson(office, signer, 'role.county_leader', { units: [county] })
    await makePerson(office, neighbour, 'role.county_clerk', { units: ['999906'] })
    await makePerson(office, head, 'role.section_head', {
        sections: ['template.bureau.high_tech'],
    })
    await makePerson(office, leader, 'role.leader', {})
    await makePerson(office, stranger, null)
    firms = await firmsWithout()
    assert.equal(firms.length, 3)
})
after(async () => {
    await browser.close()
    await office.stop()
})

const at = (...given) => browser.at(office, ...given)

function tableOf(rows) {
    const heading = '证书名称,类别,企业,证书或入库编号,发证或公告日期,有效期至'
    const lines = rows.map(({ firm, kind, from }, index) =>
        [
            '高新技术企业证书（虚构）',
            kind ?? '高新技术企业',
            firm.values.credit_code?.text ?? firm.title,
            `XK${year}770${index}`,
            from ?? `${year}-01-01`,
            `${year}-12-31`,
        ].join(','),
    )
    return Buffer.from([heading, ...lines].join('\r\n') + '\r\n')
}

async function choose(view, name, buffer) {
    await view.give('#import-file', name, buffer)
    await view.page.click('[data-do=try]')
}


test('a table of certificates becomes a figure of the plan', async () => {
    await office.signIn(leader)
    const begun = await figure()

    // Two bad cells: nothing is kept.
    const desk = await at(clerk, { language: 'zh', width: 1440 }, `${registry}/import`)
    const { page } = desk
    await page.waitForSelector('#import-file')
    const wrong = [
        { firm: firms[0], kind: '高薪技术企业' },
        { firm: firms[1], from: `${year}-13-45` },
        { firm: firms[2] },
    ]
    await page.check('input[name=submit]')
    await choose(desk, '证书.csv', tableOf(wrong))
    await page.waitForSelector('[data-do=marked]')
    await desk.looksRight('certificates-bad')
    const marked = await desk.downloaded('[data-do=marked]')
    assert.match(marked.suggestedFilename(), /\.xlsx$/)
    assert.equal(await page.locator('[data-do=import]').count(), 0)

    await choose(desk, '证书.csv', tableOf(firms.map((firm) => ({ firm }))))
    await page.click('[data-do=import]')
    await page.waitForSelector('[data-do=again]')
    await desk.looksRight('certificates-imported')

    // The same file once more changes nothing.
    await page.click('[data-do=again]')
    await choose(desk, '证书.csv', tableOf(firms.map((firm) => ({ firm }))))
    await desk.settled()
    await desk.looksRight('certificates-again')

    await office.signIn(clerk)
    const mine = await office.get(
        `/api/v1/records/cn.certificate?f.number=contains:XK${year}770&limit=10`,
    )
    assert.equal(mine.items.length, 3)
    const places = mine.items.map(({ id }) => `${registry}/${id}`)

    // The county's leader signs, the section returns one of them.
    for (const place of places) {
        const sign = await at(signer, { language: 'zh', width: 390 }, place)
        await sign.page.click('[data-step=sign]')
        await reaches(sign.page, 'signed')
        await sign.close()
    }
    const waiting = `${registry}?step=verify&q=XK${year}770`
    const section = await at(head, { language: 'zh', width: 1440 }, waiting)
    await section.page.waitForSelector(`.frame a[href="${places[0]}"]`)
    await section.looksRight('certificates-to-verify')
    await section.page.click(`.frame a[href="${places[0]}"]`)
    await section.page.click('[data-step=return]')
    await section.page.fill('#reason-step', '有效期应为三年，请核对')
    await section.page.click('[data-do=send]')
    await reaches(section.page, 'returned')

    await desk.goto(places[0])
    await page.waitForSelector('.notice.returned')
    await page.click('[data-do=edit]')
    await page.fill('#field-valid_to', `${year + 2}-12-31`)
    await page.click('[data-do=save]')
    await page.waitForSelector('[data-do=undo]')
    await page.click('[data-step=submit]')
    await reaches(page, 'submitted')
    const again = await at(signer, { language: 'zh', width: 1440 }, places[0])
    await again.page.click('[data-step=sign]')
    await reaches(again.page, 'signed')
    await again.close()
    for (const place of places) {
        await section.goto(place)
        await section.page.click('[data-step=verify]')
        await reaches(section.page, 'verified')
    }
    await section.close()

    // The leader's target has moved, and opens to the certificates and those that run out.
    await office.signIn(leader)
    assert.equal(await figure(), begun + 3)
    const top = await at(leader, { language: 'en', width: 390 }, `/targets/${target}`)
    await top.page.waitForSelector('#records-head')
    await top.page.click('#expiring summary')
    const more = top.page.locator('#expiring [data-do=more]')
    if (await more.count()) await more.click()
    const ending = places.slice(1)
    for (const place of ending)
        assert.equal(await top.page.locator(`#expiring a[href="${place}"]`).count(), 1, place)
    assert.equal(await top.page.locator(`#expiring a[href="${places[0]}"]`).count(), 0)
    await top.looksRight('certificates-target')
    await top.close()
    await desk.close()
})

test('neither a neighbour nor a stranger learns of them', async () => {
    await office.signIn(clerk)
    const mine = await office.get(
        `/api/v1/records/cn.certificate?f.number=contains:XK${year}770&limit=10`,
    )
    for (const who of [neighbour, stranger]) {
        await office.signIn(who)
        for (const { id } of mine.items) {
            const one = await office.ask('GET', `/api/v1/records/cn.certificate/${id}`)
            assert.ok([403, 404].includes(one.status), `${who.name}: ${one.status}`)
        }
    }
    await office.signIn(neighbour)
    const theirs = await office.get(
        `/api/v1/records/cn.certificate?f.number=contains:XK${year}770&limit=10`,
    )
    assert.equal(theirs.total, 0)
    const view = await at(stranger, { language: 'zh', width: 1440 }, registry)
    await view.looksRight('certificates-stranger')
    assert.equal(await view.page.locator('.frame tbody tr').count(), 0)
    await view.close()
})
