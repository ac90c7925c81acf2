// SPDX-License-Identifier: Apache-2.0
// A new office: four administrators, then signing in; wrong passwords and the lock.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { administrators, business, openOffice } from './office.mjs'

let browser
before(async () => (browser = await openBrowser()))
after(() => browser.close())

async function fillAccount(page, { name, password }) {
    await page.fill('#name', name)
    await page.fill('#password', password)
    await page.fill('#repeat', password)
}

async function fillSignIn(page, { name, password }) {
    await page.fill('#name', name)
    await page.fill('#password', password)
    await page.click('button[type=submit]')
}

for (const [language, width] of [['zh', 1440], ['en', 390]]) {
    test(`four accounts are made, one a page (${language}, ${width} px)`, async () => {
        const office = await openOffice({ setUp: false })
        const view = await browser.view(office, { language, width })
        const { page } = view
        await view.goto('/first-run')
        await view.looksRight('first-run-start')
        await page.click('main .button.main')
        await page.click('button[type=submit]')
        await page.waitForSelector('.error-summary:focus')
        await view.looksRight('first-run-error')
        for (const one of administrators) {
            await fillAccount(page, one)
            if (one === administrators[1]) await view.looksRight('first-run-account')
            await page.click('button[type=submit]')
        }
        await page.waitForSelector('dl.answers')
        for (const { name } of administrators)
            assert.ok((await page.textContent('dl.answers')).includes(name))
        await view.looksRight('first-run-check')
        await page.click('main .button.main')
        await page.waitForSelector('.done')
        await view.looksRight('first-run-done')
        await page.click('main .button.main')
        await page.waitForURL('**/sign-in?next=/upload')
        await fillSignIn(page, business)
        await page.waitForURL('**/upload')
        await view.close()
        await office.stop()
    })
}

test('mistakes are said at once, beside the field and above the form', async () => {
    const office = await openOffice({ setUp: false })
    const view = await browser.view(office, { language: 'en' })
    const { page } = view
    await view.goto('/first-run')
    await page.click('main .button.main')
    await fillAccount(page, { name: 'li', password: 'too short' })
    await page.click('button[type=submit]')
    const summary = page.locator('.error-summary a')
    assert.deepEqual(await summary.allTextContents(), [
        'The password needs at least 10 characters',
    ])
    await summary.first().click()
    assert.equal(await page.evaluate(() => document.activeElement.id), 'password')
    assert.equal(await page.getAttribute('#password', 'aria-invalid'), 'true')
    await view.close()
    await office.stop()
})

test('a wrong password says no more than that; five lock the account', async () => {
    const office = await openOffice()
    const view = await browser.view(office, { language: 'zh' })
    const { page } = view
    view.expectStatus(401, 429)
    await view.goto('/sign-in')
    await view.looksRight('sign-in')
    await page.click('button[type=submit]')
    await page.waitForSelector('.error-summary')
    await view.looksRight('sign-in-empty')
    for (let attempt = 0; attempt < 5; ++attempt) {
        const refused = page.waitForResponse((reply) => reply.status() === 401)
        await fillSignIn(page, { name: business.name, password: 'not this one' })
        await refused
    }
    await page.waitForSelector('.error-summary:has-text("账号或密码不对")')
    await view.looksRight('sign-in-wrong')
    const locked = page.waitForResponse((reply) => reply.status() === 429)
    await fillSignIn(page, business)
    await locked
    await page.waitForSelector('.error-summary:has-text("15分钟后再试")')
    await view.looksRight('sign-in-locked')
    await view.close()
    await office.stop()
})

test('signing in leads where one wanted to go, never to another office', async () => {
    const office = await openOffice()
    const view = await browser.view(office, { language: 'en', width: 390 })
    await view.goto('/sign-in?next=//evil.example/&reason=idle')
    await view.looksRight('sign-in-idle')
    await fillSignIn(view.page, business)
    await view.page.waitForURL(office.url + '/')
    await view.close()
    await office.stop()
})
