// SPDX-License-Identifier: Apache-2.0
// The README's tour as one journey: a new office on the sample pack, first run, the plan of a real
// city where it lies beside the checkout, to the moment the figures stand in English.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

import { openBrowser } from './browser.mjs'
import { administrators, business, checkout, openOffice } from './office.mjs'

const real = join(checkout, '../shared/plans/xuancheng-2024-work-plan.txt')
const plan = existsSync(real)
    ? { file: real, targets: 9, tasks: 12 }
    : { file: join(checkout, 'samples/plan-2024.txt'), targets: 22, tasks: 8 }
const firms = 'cn.htfirm.valid_count'

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice({ setUp: false })
})
after(async () => {
    await browser.close()
    await office.stop()
})

// Each step leaves the page where the next one begins.
const steps = {
    async 'opens at the first run'({ page }) {
        await page.goto(office.url)
        await page.waitForURL('**/first-run')
    },

    async 'four administrators are made'({ page }) {
        await page.click('main .button.main')
        for (const { name, password } of administrators) {
            await page.fill('#name', name)
            await page.fill('#password', password)
            await page.fill('#repeat', password)
            await page.click('button[type=submit]')
        }
        await page.click('main .button.main')
        await page.waitForSelector('.done')
    },

    async 'the business administrator signs in and is led to the upload'({ page }) {
        await page.click('main .button.main')
        await page.fill('#name', business.name)
        await page.fill('#password', business.password)
        await page.click('form button[type=submit]')
        await page.waitForURL('**/upload')
    },

    async 'the plan is read'({ page }) {
        await page.setInputFiles('#file', plan.file)
        await page.click('.go .button')
        await page.waitForSelector('#target-1')
        assert.equal(await page.locator('li[id^=target-]').count(), plan.targets)
        assert.equal(await page.locator('li[id^=task-]').count(), plan.tasks)
    },

    async 'one row is corrected'({ page }) {
        await page.click('#target-2 [data-do=change]')
        await page.waitForSelector('#target-2-metric:focus')
        await page.fill('#target-2-value', '860')
        await page.click('#target-2 button[type=submit]')
        await page.waitForSelector('#target-2 .corrected')
    },

    async 'the pack is made and all targets and tasks are there'({ page }) {
        await page.click('.make .button')
        await page.waitForSelector('.made h1:focus')
        await page.click('.made .button.main')
        await page.waitForURL(office.url + '/')
        await page.waitForSelector('main [data-status]')
        await office.signIn(business)
        const targets = (await office.get('/api/v1/targets?limit=200')).items
        assert.equal(targets.length, plan.targets)
        assert.equal((await office.get('/api/v1/tasks')).items.length, plan.tasks)
        // "860 家", or "460" where the sample was read: the corrected one.
        assert.ok(targets.some(({ target }) => target === 860))
        const shown = await page.locator('main').textContent()
        for (const { name } of targets) assert.ok(shown.includes(name.zh), name.zh)
    },

    async 'a figure changes the lamp'({ page }) {
        const before = (await office.get('/api/v1/targets?limit=200')).items.find(
            ({ indicator }) => indicator === firms,
        )
        assert.equal(before.status, 'unknown')
        await page.goto(`${office.url}/enter?target=${before.code}`)
        await page.waitForSelector('#what')
        await page.selectOption('#year', '2024')
        await page.selectOption('#period', '2024-12')
        await page.fill('#value', '865')
        await page.click('.save')
        const change = `[data-code="${before.code}"]`
        await page.waitForSelector(`${change} [data-when=before] [data-status=unknown]`)
        await page.waitForSelector(`${change} [data-when=after] [data-status=achieved]`)
    },

    async 'its derivation opens down to the sentence'({ page }) {
        await page.locator('.changes button').first().click()
        const sentence = page.locator('dialog[open] blockquote')
        await sentence.waitFor()
        assert.match(await sentence.textContent(), /高新技[术術]企/)
        assert.match(await page.locator('dialog[open]').textContent(), /865/)
        await page.locator('dialog[open] a[href^="/document"]').click()
        await page.waitForURL('**/document?mark=*')
        await page.waitForFunction(() => document.activeElement?.closest('main [id]'))
    },

    async 'a table with one bad row loses nothing'({ page }) {
        const { facts } = await office.get('/api/v1/health')
        await page.goto(`${office.url}/enter?way=file`)
        await page.fill(
            '#pasted',
            '指标\t单位\t时期\t数值\n' +
                `${firms}\t${(await office.get('/api/v1/units')).region}\t2024-10\t840\n` +
                `${firms}\t没有的县\t2024-10\t90\n` +
                `${firms}\t${(await office.get('/api/v1/units')).region}\t2024-11\t850\n`,
        )
        await page.click('.go button')
        await page.waitForSelector('[data-outcome=refused]')
        await page.click('.report .button.main')
        await page.waitForSelector('.banner:has-text("已保存 2 行")')
        assert.equal((await office.get('/api/v1/health')).facts, facts + 2)
        assert.equal(await page.locator('[data-outcome=refused]').count(), 1)
    },

    async 'it is all there in English'({ page }) {
        await page.click('.language')
        await page.waitForSelector('html[lang=en]')
        await page.waitForSelector('h1:has-text("Enter figures")')
        await page.locator('nav a[href="/"]').first().click()
        await page.waitForSelector('main >> text=Achieved')
    },
}

test('the tour of the README', async (context) => {
    const view = await browser.view(office, { language: 'zh' })
    for (const [name, step] of Object.entries(steps)) {
        let passed = false
        await context.test(name, async () => {
            await step(view)
            await view.looksRight(`tour-${name.replaceAll(' ', '-')}`)
            passed = true
        })
        // What follows rests on it.
        if (!passed) break
    }
    await view.close()
})
