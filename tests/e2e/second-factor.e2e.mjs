// SPDX-License-Identifier: Apache-2.0
// A second factor is set up with an authenticator, asked for at the next sign-in, replaced by a
// recovery code when the telephone is not at hand, and turned off again.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { business, openOffice } from './office.mjs'

let browser
before(async () => (browser = await openBrowser()))
after(() => browser.close())

const periodMs = 30_000
function bytesOf(key) {
    const bits = [...key.replaceAll(' ', '')]
        .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign))
        .map((value) => value.toString(2).padStart(5, '0'))
        .join('')
    return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
}
// RFC 6238 with six digits and SHA-1, as an authenticator on a telephone computes it.
function codeAt(key, moment) {
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(Math.floor(moment / periodMs)))
    const digest = createHmac('sha1', bytesOf(key)).update(counter).digest()
    const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
}

for (const [language, width] of [['zh', 1440], ['en', 390]]) {
    test(`a second factor guards the sign-in (${language}, ${width} px)`, async () => {
        const office = await openOffice()
        const view = await browser.at(office, business, { language, width }, '/account')
        const { page } = view
        view.expectStatus(401, 422)
        await page.fill('#factor-password', business.password)
        await page.press('#factor-password', 'Enter')
        await page.waitForSelector('svg.qr path')
        const key = await page.innerText('form code')
        const uri = await page.getAttribute('form a[href^="otpauth:"]', 'href')
        assert.ok(uri.includes(key.replaceAll(' ', '')))
        await view.looksRight('factor-key')
        await page.fill('#factor-code', '000000')
        await page.press('#factor-code', 'Enter')
        await page.waitForSelector('#factor-code[aria-invalid=true]')
        await page.fill('#factor-code', codeAt(key, Date.now()))
        await page.press('#factor-code', 'Enter')
        await page.waitForSelector('.outcome h2:focus')
        const recovery = await page.locator('.recovery code').allInnerTexts()
        assert.equal(recovery.length, 10)
        await view.looksRight('factor-on')

        // Without the code nobody comes in; with a recovery code once.
        const fresh = await browser.view(office, { language, width })
        fresh.expectStatus(401, 422)
        const other = fresh.page
        await fresh.goto('/sign-in')
        await other.fill('#name', business.name)
        await other.fill('#password', business.password)
        await other.press('#password', 'Enter')
        await other.waitForSelector('#code:focus')
        await fresh.looksRight('sign-in-code')
        await other.fill('#code', recovery[0])
        await other.press('#code', 'Enter')
        await other.waitForURL((url) => url.pathname !== '/sign-in')
        await fresh.goto('/account')
        await other.waitForSelector('text=/9 recovery codes|9个恢复码/')
        await other.click('summary:has-text("停用"), summary:has-text("Turn the")')
        await other.fill('#factor-remove', recovery[1])
        await fresh.looksRight('factor-remove')
        await other.press('#factor-remove', 'Enter')
        await other.waitForSelector('#factor-password')
        await fresh.close()
        await view.close()
        await office.stop()
    })
}
