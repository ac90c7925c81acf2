// SPDX-License-Identifier: Apache-2.0
// One's own account: what one may do, a new password, leaving, and being left.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { administrators, business, openOffice } from './office.mjs'

let browser
before(async () => (browser = await openBrowser()))
after(() => browser.close())

for (const [language, width] of [['zh', 1440], ['en', 390]]) {
    test(`a password is changed by who knows the old one (${language}, ${width} px)`, async () => {
        const office = await openOffice()
        const view = await browser.view(office, { language, width })
        const { page } = view
        view.expectStatus(422)
        await view.signIn(business)
        await view.goto('/account')
        await view.looksRight('account')
        const fresh = 'meadow telescope 4 river'
        await page.fill('#present', 'not this one')
        await page.fill('#fresh', fresh)
        await page.fill('#repeat', fresh)
        await page.click('.go')
        await page.waitForSelector('#present[aria-invalid=true]')
        await view.looksRight('account-wrong-password')
        await page.fill('#present', business.password)
        await page.click('.go')
        await page.waitForSelector('.saved[role=status]')
        await view.looksRight('account-password-changed')
        await page.click('.leave button')
        await page.waitForURL('**/sign-in')
        await view.signIn({ name: business.name, password: fresh })
        await view.close()
        await office.stop()
    })
}

test('who looks after accounts gets no page of figures after signing in', async () => {
    const office = await openOffice()
    for (const who of administrators.slice(0, 3)) {
        const view = await browser.view(office, { language: 'en' })
        await view.signIn(who)
        assert.match(new URL(view.page.url()).pathname, /^\/administration/)
        await view.close()
    }
    await office.stop()
})

test('whoever leaves the screen is warned and then signed out', async () => {
    const office = await openOffice()
    const view = await browser.view(office, { language: 'zh' })
    const { page } = view
    await view.takeTheClock()
    await view.signIn(business)
    await view.goto('/account')
    await page.clock.fastForward('28:30')
    await page.waitForSelector('dialog.idle[open]')
    await view.looksRight('idle-warning')
    await page.click('.idle .button.main')
    await page.waitForSelector('dialog.idle[open]', { state: 'detached' })
    await page.clock.fastForward('28:30')
    await page.waitForSelector('dialog.idle[open]')
    await page.clock.fastForward('02:00')
    await page.waitForURL('**/sign-in?reason=idle&next=/account')
    await view.looksRight('signed-out-idle')
    await view.close()
    await office.stop()
})

test('a session the server has ended leads to signing in and back', async () => {
    const office = await openOffice()
    const view = await browser.view(office, { language: 'en' })
    await view.goto('/enter')
    await view.page.waitForSelector('.needed')
    await view.page.click('.needed .button.main')
    await view.page.fill('#name', business.name)
    await view.page.fill('#password', business.password)
    await view.page.click('form button[type=submit]')
    await view.page.waitForURL('**/enter')
    await view.page.waitForSelector('#what')
    await view.close()
    await office.stop()
})
