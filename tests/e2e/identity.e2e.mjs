// SPDX-License-Identifier: Apache-2.0
// Identities from elsewhere as people use them: linked on the account page, signed in with, and
// unlinked again, against the provider process of tests/oidc.
import assert from 'node:assert/strict'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { combinations, openBrowser } from './browser.mjs'
import { openOffice } from './office.mjs'
import { makePerson } from './people.mjs'

const oidc = join(dirname(fileURLToPath(import.meta.url)), '../oidc')
const isThere = existsSync(join(oidc, 'node_modules/oidc-provider'))
const skip = isThere ? false : 'the provider is not there (npm --prefix tests/oidc ci)'
const { freePort, secret, TestProvider } = isThere
    ? await import('../oidc/test_provider.mjs')
    : {}
const password = 'copper meadow 8 morning'

let browser, office, provider
before(async () => {
    if (!isThere) return
    const port = await freePort()
    provider = new TestProvider('city', await freePort(), 'RS256')
    await provider.start(`http://localhost:${port}`, 'first')
    browser = await openBrowser()
    office = await openOffice({
        port,
        more(folder) {
            const [secretFile, settings] = [join(folder, 'secret'), join(folder, 'settings.yaml')]
            writeFileSync(secretFile, `${secret}\n`)
            chmodSync(secretFile, 0o600)
            writeFileSync(
                settings,
                `address: http://localhost:${port}
providers:
  - code: city
    name_zh: 市统一身份
    name_en: city identity
    issuer: ${provider.url}
    client: kechuang
    secret_file: secret
`,
            )
            return ['--settings', settings]
        },
    })
})
after(async () => {
    if (!isThere) return
    await browser.close()
    await office.stop()
    await provider.stop()
})

for (const { language, width } of combinations) {
    test(`an identity is linked, used and unlinked (${language}, ${width} px)`, { skip }, async () => {
        const who = { name: `经办员${language}${width}`, password }
        const subject = `subject-${language}-${width}`
        await makePerson(office, who, 'role.county_clerk', { units: ['341802'] })
        await provider.next(subject)
        const view = await browser.view(office, { language, width })
        const { page } = view
        // The way leads over the provider, and nowhere else.
        const looksRight = async (state) => {
            view.faults = view.faults.filter((fault) => !fault.includes(`${provider.url}/`))
            await view.looksRight(state)
        }
        view.expectStatus(401, 403, 422)

        // Nobody is linked to it yet: the provider knows him, the office does not.
        await view.goto('/sign-in')
        await page.waitForSelector('.providers a')
        await looksRight('identity-sign-in')
        await page.click('.providers a')
        await page.waitForURL(/problem=E-provider-unlinked/)
        await page.waitForSelector('.reason, [role=alert]')
        await looksRight('identity-unknown')

        await view.signIn(who)
        await view.goto('/account')
        await page.waitForSelector('#link-password')
        await looksRight('identity-none')
        const form = page.locator('form', { has: page.locator('#link-password') })
        await page.fill('#link-password', 'not my password at all')
        await form.locator('button[type=submit]').click()
        await page.waitForSelector('#link-password[aria-invalid=true]')
        await looksRight('identity-wrong-password')
        await page.fill('#link-password', password)
        await form.locator('button[type=submit]').click()
        await page.waitForSelector('.identities li')
        assert.match(page.url(), /\/account/)
        assert.match(await page.innerText('.identities li'), new RegExp(`${subject}.*${who.name}`, 's'))
        await looksRight('identity-linked')

        // Signed out, the identity alone leads to the page that was wanted.
        await page.locator('header .button.plain').last().click()
        await page.waitForURL(/\/sign-in/)
        await view.goto('/sign-in?next=/tasks')
        await page.click('.providers a')
        await page.waitForURL((url) => url.pathname === '/tasks')
        await page.waitForSelector(`header >> text=${who.name}`)

        await view.goto('/account')
        await page.locator('.identities button').click()
        await page.waitForSelector('.identities', { state: 'detached' })
        await looksRight('identity-unlinked')
        await page.locator('header .button.plain').last().click()
        await page.waitForURL(/\/sign-in/)
        await view.goto('/sign-in')
        await page.click('.providers a')
        await page.waitForURL(/problem=E-provider-unlinked/)
        await view.close()
    })
}
