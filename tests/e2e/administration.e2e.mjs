// SPDX-License-Identifier: Apache-2.0
// Three administrators, each with a part: one opens an account, another gives it a sensitive role
// that the first has to confirm, the third reads in the journal who did it. Then the person signs
// in, and what they may do can be explained.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { combinations, openBrowser } from './browser.mjs'
import { administrators, business, openOffice } from './office.mjs'
import { makePerson } from './people.mjs'

const [system, security, audit] = administrators
const section = 'template.bureau.planning'
const own = 'copper meadow 8 morning'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
})
after(async () => {
    await browser.close()
    await office.stop()
})

const at = (...given) => browser.at(office, ...given)
const personPath = (name) => `/administration/people/${encodeURIComponent(name)}`
const outcome = (page) => page.waitForSelector('.outcome h2:focus')

const account = (name, role, scope = {}) =>
    makePerson(office, { name, password: own }, role, scope)

for (const options of combinations) {
    const { language, width } = options
    const name = `科长${language}${width}`

    test(`a sensitive role takes two people (${language}, ${width} px)`, async () => {
        // The system administrator opens an account; its first password is told once.
        const one = await at(system, options)
        await one.page.waitForURL('**/administration/people')
        await one.page.waitForSelector('.data-table tbody tr')
        assert.equal(await one.page.locator('.parts li').count(), 2)
        await one.looksRight('people')
        await one.page.click('[data-do=create]')
        await one.page.click('.create button[type=submit]')
        await one.page.waitForSelector('#new-account[aria-invalid=true]')
        await one.page.fill('#new-account', name)
        await one.page.click('.create button[type=submit]')
        await outcome(one.page)
        const temporary = await one.page.innerText('.secret code')
        await one.looksRight('account-opened')

        // The security administrator gives the role; it does not count yet.
        const two = await at(security, options, `/administration/people?search=${name}`)
        await two.page.click(`.data-table a:has-text("${name}")`)
        await two.page.waitForSelector('#grant-role')
        await two.page.click('.grant button[type=submit]')
        await two.page.waitForSelector('#grant-role[aria-invalid=true]')
        await two.page.selectOption('#grant-role', 'role.section_head')
        await two.page.fill('#grant-other', section)
        await two.looksRight('grant-sensitive')
        await two.page.click('.grant button[type=submit]')
        await outcome(two.page)
        const row = two.page.locator('tr[data-role="role.section_head"]')
        assert.equal(await row.locator('[data-state]').getAttribute('data-state'), 'waiting')
        await two.looksRight('grant-waiting')
        const asked = new URLSearchParams({
            user: name,
            action: 'verify',
            kind: 'record',
            section,
            state: 'submitted',
        })
        const question = `/administration/explain?${asked}`
        await two.goto(question)
        await two.page.waitForSelector('.answer[data-allowed=false]')
        await two.looksRight('explain-no')

        // Whoever gave it cannot confirm it; the system administrator can.
        await one.page.reload()
        await one.page.click('.waits a')
        await one.page.waitForSelector('.lines li')
        await one.looksRight('to-confirm')
        await one.page.click(`.lines li:has-text("${name}") .button.main`)
        await outcome(one.page)
        await one.looksRight('confirmed')
        await two.goto(question)
        await two.page.waitForSelector('.answer[data-allowed=true]')
        assert.equal(await two.page.locator('.rules [data-outcome=allowed]').count(), 1)
        await two.looksRight('explain-yes')

        // The person has to choose a password before anything else.
        const person = await browser.view(office, options)
        person.expectStatus(403)
        await person.signIn({ name, password: temporary })
        await person.page.waitForURL('**/account**')
        await person.page.waitForSelector('.must')
        assert.equal(await person.page.locator('.block.roles').count(), 0)
        await person.looksRight('account-must-change')
        await person.page.fill('#present', temporary)
        await person.page.fill('#fresh', own)
        await person.page.fill('#repeat', own)
        await person.page.click('.go')
        await person.page.waitForSelector('tr[data-role="role.section_head"]')
        await person.looksRight('account-roles')
        await person.close()

        // The audit administrator finds both in the journal, and that nobody has altered it.
        const three = await at(audit, options, '/administration/journal')
        await three.page.fill('.find input >> nth=0', name)
        await three.page.click('.find button[type=submit]')
        await three.page.waitForURL((url) => url.searchParams.get('person') === name)
        await three.settled()
        const who = await three.page.locator('td[data-key=actor]').allInnerTexts()
        for (const { name: actor } of [system, security])
            assert.ok(who.some((text) => text.includes(actor)), actor)
        await three.page.click('[data-do=verify]')
        await outcome(three.page)
        await three.looksRight('journal')
        const csv = await three.textOf(await three.downloaded('[data-do=export]'))
        assert.match(csv, /grant\.give/)
        assert.match(csv, /user\.create/)
        await three.goto(personPath(name))
        await three.page.waitForSelector('tr[data-role="role.section_head"]')
        assert.equal(await three.page.locator('#grant-role').count(), 0)
        await three.looksRight('person-audit')

        // Closing an account is one press, and so is the way back.
        await one.goto(personPath(name))
        await one.page.click('[data-do=close]')
        await outcome(one.page)
        await one.page.waitForSelector('.account-mark[data-state=closed]')
        await one.looksRight('account-closed')
        await one.page.click('.outcome .button')
        await one.page.waitForSelector('.account-mark[data-state=open]')

        // The grant is ended, and given again.
        await two.goto(personPath(name))
        await two.page.click('tr[data-role="role.section_head"] .button')
        await outcome(two.page)
        await two.page.waitForSelector('details.former')
        await two.looksRight('grant-ended')
        await two.page.click('.outcome .button')
        await two.page.waitForSelector('tr[data-role="role.section_head"] [data-state=waiting]')
        for (const view of [one, two, three]) await view.close()
    })
}

for (const options of [combinations[0], combinations[3]]) {
    const { language, width } = options
    test(`a sensitive password is reset by two, half each (${language}, ${width} px)`, async () => {
        const name = `负责人${language}${width}`
        await account(name, 'role.county_leader', { units: ['341802'] })
        const one = await at(system, options, personPath(name))
        await one.page.click('[data-do=reset-password]')
        await one.page.fill('#reset-reason', '本人当面申请')
        await one.page.click('.ask button[type=submit]')
        await outcome(one.page)
        const first = await one.page.innerText('.secret code')
        await one.looksRight('reset-first-half')
        const two = await at(security, options, '/administration/waiting')
        await two.page.click(`.lines li:has-text("${name}") .button.main`)
        await outcome(two.page)
        const second = await two.page.innerText('.secret code')
        await two.looksRight('reset-second-half')
        const person = await browser.view(office, options)
        person.expectStatus(403)
        await person.signIn({ name, password: `${first}-${second}` })
        await person.page.waitForSelector('.must')
        for (const view of [one, two, person]) await view.close()
    })

    test(`a role is lent and taken back (${language}, ${width} px)`, async () => {
        const [lender, borrower] = [`经办甲${language}${width}`, `经办乙${language}${width}`]
        await account(lender, 'role.section_clerk', { sections: [section] })
        await account(borrower, 'role.viewer')
        const view = await at({ name: lender, password: own }, options, '/account')
        const { page } = view
        view.expectStatus(422, 409, 404)
        await page.click('[data-do=lend]')
        await page.click('.lend button[type=submit]')
        await page.waitForSelector('#loan-delegate[aria-invalid=true]')
        await page.fill('#loan-delegate', borrower)
        const last = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
        await page.fill('#loan-to', last)
        await page.fill('#loan-reason', '出差')
        await view.looksRight('lending')
        await page.click('.lend button[type=submit]')
        await outcome(page)
        await page.waitForSelector('[data-loan]')
        await view.looksRight('lent')
        const watcher = await at(security, options, '/administration/loans')
        await watcher.page.waitForSelector('[data-loan]')
        await watcher.looksRight('loans')
        await page.click('[data-loan] .button')
        await outcome(page)
        await page.waitForSelector('[data-loan]', { state: 'detached' })
        await watcher.goto('/administration/roles')
        await watcher.page.click('[data-role="role.viewer"] summary')
        await watcher.page.click('[data-role="role.viewer"] .show')
        await watcher.page.waitForSelector(`.holders a:has-text("${borrower}")`)
        await watcher.looksRight('roles')
        await watcher.close()
        await view.close()
    })
}

test('each administrator sees their own parts and is told whose the others are', async () => {
    const parts = async (who) => {
        const view = await at(who, { language: 'en' }, '/administration')
        await view.page.waitForSelector('.parts li')
        const list = await view.page.locator('.parts a').evaluateAll((links) =>
            links.map((link) => link.getAttribute('href').split('/').pop()),
        )
        await view.close()
        return list
    }
    assert.deepEqual(await parts(system), ['people', 'waiting'])
    assert.deepEqual(await parts(audit), ['people', 'roles', 'loans', 'explain', 'journal'])
    assert.deepEqual(await parts(business), ['waiting'])
    const view = await at(system, { language: 'zh', width: 390 }, '/administration/journal')
    await view.page.waitForSelector('.needed h2')
    await view.looksRight('administration-not-yours')
    await view.close()
})
