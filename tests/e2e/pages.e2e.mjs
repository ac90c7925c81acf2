// SPDX-License-Identifier: Apache-2.0
// Every reading page in both languages and widths, empty and with figures.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { business, openOffice } from './office.mjs'

let browser, empty, full
before(async () => {
    browser = await openBrowser()
    empty = await openOffice()
    full = await openOffice()
    await full.signIn(business)
    const firms = { indicator: 'cn.htfirm.valid_count', status: 'verified' }
    const source = '全国认定管理网'
    const course = { '2023-12': 760, '2024-03': 772, '2024-06': 790, '2024-12': 851 }
    for (const [period, value] of Object.entries(course))
        await full.record({ ...firms, unit: '341800', period, value, source })
    for (const [unit, value] of [['341802', 300], ['341881', 210], ['341882', 190]])
        await full.record({ ...firms, unit, period: '2024-12', value })
    await full.record({
        indicator: 'cn.iur.projects',
        unit: '341800',
        period: '2024-01..06',
        value: 90,
    })
})
after(async () => {
    await browser.close()
    await empty.stop()
    await full.stop()
})

const pages = {
    overview: '/',
    tasks: '/tasks',
    task: '/tasks/xc2024.task.party',
    target: '/targets/xc2024.htfirms',
    'target-without-figure': '/targets/xc2024.rd_intensity',
    document: '/document',
    'document-mark': '/document?mark=xc2024.htfirms',
    'not-found': '/nowhere',
}

for (const language of languages) {
    for (const width of widths) {
        for (const [state, office] of [['empty', () => empty], ['full', () => full]]) {
            test(`reading pages, ${state} (${language}, ${width} px)`, async () => {
                const view = await browser.view(office(), { language, width })
                for (const [name, path] of Object.entries(pages)) {
                    await view.goto(path)
                    await view.page.waitForSelector('main h1')
                    const expected = language === 'zh' ? 'zh-CN' : 'en'
                    assert.equal(await view.page.getAttribute('html', 'lang'), expected)
                    await view.looksRight(`${name}-${state}`)
                }
                await view.close()
            })
        }
    }
}

test('a target that is not there is said so, in words', async () => {
    const view = await browser.view(full, { language: 'en' })
    view.expectStatus(404)
    await view.goto('/targets/xc2024.none')
    await view.page.waitForSelector('[role=alert]')
    await view.looksRight('target-unknown')
    await view.close()
})

test('an office that is gone is said so, and trying again works', async () => {
    const office = await openOffice()
    const view = await browser.view(office, { language: 'zh' })
    await view.goto('/tasks')
    await view.page.route('**/api/v1/targets*', (route) => route.abort())
    await view.page.route('**/api/v1/tasks*', (route) => route.abort())
    await view.page.click('nav a[href="/"]')
    await view.page.waitForSelector('[role=alert]')
    view.faults.length = 0
    await view.looksRight('office-gone')
    await view.page.unroute('**/api/v1/targets*')
    await view.page.unroute('**/api/v1/tasks*')
    await view.page.locator('[role=alert] button').first().click()
    await view.page.waitForSelector('main [data-status]')
    await view.close()
    await office.stop()
})

test('a link may ask for a language; what one chooses is kept', async () => {
    const view = await browser.view(full, { language: 'zh' })
    const lang = () => view.page.getAttribute('html', 'lang')
    await view.goto('/tasks?lang=en')
    assert.equal(await lang(), 'en')
    await view.goto('/')
    assert.equal(await lang(), 'zh-CN', 'a link is not a choice')
    await view.page.click('.language')
    await view.goto('/tasks')
    assert.equal(await lang(), 'en')
    await view.close()
})

test('a page brings the words of one language, the other when it is asked for', async () => {
    const view = await browser.view(full, { language: 'zh' })
    const { page } = view
    const english = () =>
        page.evaluate(() =>
            performance.getEntriesByType('resource').filter(({ name }) => /\.en\.js/.test(name)),
        )
    await view.goto('/tasks')
    assert.deepEqual(await english(), [])
    const title = await page.title()

    // Without a connection the page stays as it is, and says why in both languages.
    await page.route('**/assets/*.en.js*', (route) => route.abort())
    await page.click('.language')
    const told = page.locator('header [role=alert]')
    await told.waitFor()
    assert.match(await told.innerText(), /暂时换不成英文.*English could not be fetched/s)
    assert.equal(await told.locator('[lang=en]').count(), 1)
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN')
    assert.equal(await page.title(), title)
    view.faults.length = 0 // the aborted requests
    await view.looksRight('no-english')

    await page.unroute('**/assets/*.en.js*')
    await page.click('.language')
    await page.waitForSelector('html[lang=en]')
    assert.equal(await page.locator('h1').innerText(), 'Key tasks')
    assert.match(await page.title(), /^Key tasks - /)
    assert.equal(await told.count(), 0)
    assert.notEqual((await english()).length, 0)
    // What is opened from now on comes in English only.
    await page.locator('nav a[href="/policies"]').click()
    await page.waitForSelector('h1:has-text("Policies")')
    assert.equal(await page.locator('main :text("undefined")').count(), 0)
    await view.close()
})

test('a part of a page whose code does not come says so, and the rest stands', async () => {
    const view = await browser.view(full, { language: 'zh' })
    const { page } = view
    await page.route('**/assets/trajectory-part-*.js', (route) => route.abort())
    const target = (await full.get('/api/v1/targets')).items[0]
    await view.goto(`/targets/${target.code}`)
    await page.locator('main [role=alert]', { hasText: '没有读到' }).waitFor()
    view.faults.length = 0 // the aborted request
    await view.looksRight('part-missing')
    await page.unroute('**/assets/trajectory-part-*.js')
    await page.click('main [role=alert] button')
    await page.waitForSelector('main h2:has-text("进度")')
    assert.equal(await page.locator('main [role=alert]').count(), 0)
    await view.close()
})

test('the first key on any page reaches the way past the navigation', async () => {
    const view = await browser.view(full, { language: 'en' })
    for (const path of ['/', '/tasks', '/document']) {
        await view.goto(path)
        await view.page.keyboard.press('Tab')
        const first = await view.page.evaluate(() => document.activeElement.className)
        assert.equal(first, 'skip-link', path)
        await view.page.keyboard.press('Enter')
        assert.equal(await view.page.evaluate(() => document.activeElement.id), 'content')
    }
    await view.close()
})
