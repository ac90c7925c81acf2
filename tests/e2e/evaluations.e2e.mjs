// SPDX-License-Identifier: Apache-2.0
// An evaluation from the list to the laboratory, on its fictitious sample and on a table of one's
// own.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'

import { languages, openBrowser, widths } from './browser.mjs'
import { openOffice } from './office.mjs'

const code = 'cn.county-innovation'
const path = `/evaluations/${code}`
const counties = 7

let browser, office, sample, units
before(async () => {
    browser = await openBrowser()
    office = await openOffice()
    sample = (await office.get(`/api/v1${path}`)).sample
    const { status, json } = await office.ask('POST', `/api/v1${path}/results`, {})
    assert.equal(status, 200, JSON.stringify(json))
    units = json.units
})
after(async () => {
    await browser.close()
    await office.stop()
})

const texts = (page, selector) => page.locator(selector).allInnerTexts()
// "+1.20" and "−0.40" as they stand in a table.
const numberOf = (text) => Number(text.replace('−', '-'))
const csvOf = (text) => ({
    name: 'counties.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text, 'utf8'),
})

for (const language of languages) {
    for (const width of widths) {
        const options = { language, width }
        const zh = language === 'zh'

        test(`ranks come with warnings and intervals (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, options)
            const { page } = view
            await view.goto('/')
            await page.click('nav a[href="/evaluations"]')
            await page.waitForSelector('.evaluations tbody tr')
            await view.looksRight('evaluations')
            await page.click(`.evaluations a[href="${path}"]`)
            await page.waitForSelector('.ranking tbody tr')
            const names = await texts(page, '.ranking td[data-key=unit]')
            assert.deepEqual(names, units.map(({ name }) => name))
            const warned = (await texts(page, '.warnings')).join()
            assert.match(warned, zh ? /模板.*示例数据/s : /Template.*sample figures/s)
            assert.match((await texts(page, '.marks')).join(), zh ? /虚构示例/ : /Fictitious/)
            const ranges = await texts(page, '.ranking td[data-key=interval] span.range')
            assert.equal(ranges.length, counties)
            for (const range of ranges) assert.match(range, /^[1-7](–[1-7])?$/)
            assert.equal(await page.locator('.tiles li').count(), counties)
            await view.looksRight('evaluation')

            await page.selectOption('.filter-bar select', 'groups')
            await page.waitForSelector('section.group')
            assert.match(page.url(), /view=groups/)
            const inGroups = await texts(page, 'section.group td[data-key=unit]')
            assert.deepEqual([...inGroups].sort(), [...names].sort())
            const first = await texts(page, 'section.group tr:first-child td[data-key=rank]')
            assert.ok(first.length > 1 && first.every((rank) => rank.trim() === '1'), `${first}`)
            await view.looksRight('evaluation-groups')
            await view.close()
        })

        test(`a unit is explained, and why another is ahead (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, options)
            const { page } = view
            const [, unit] = units
            await view.goto(`${path}/units/${units[units.length - 1].code}`)
            await page.waitForSelector('.weaknesses li')
            await view.looksRight('evaluation-last-unit')
            await view.goto(path)
            await page.click(`.ranking tbody tr:nth-child(2) a`)
            await page.waitForSelector('.profile tbody tr')
            assert.equal(await page.innerText('h1'), unit.name)
            assert.ok((await page.locator('.strengths li').count()) > 0)
            assert.match(await page.innerText('.says'), zh ? /第2/ : /2/)
            await view.looksRight('evaluation-unit')

            await page.locator('.doors a').first().click()
            await page.waitForSelector('.gap-table tbody tr')
            const points = (await texts(page, '.gap-table td[data-key=points]')).map(numberOf)
            const gap = points.pop()
            const sum = points.reduce((total, one) => total + one, 0)
            assert.ok(gap > 0 && Math.abs(gap - sum) <= 0.005 * (points.length + 1), `${gap} ${sum}`)
            const wanted = units[0].score - unit.score
            assert.ok(Math.abs(gap - wanted) <= 0.005, `${gap} is not ${wanted}`)
            assert.ok((await page.innerText('.says')).includes(units[0].name))
            assert.equal(await page.locator('.turn').count(), 2)
            await view.looksRight('evaluation-compare')

            // The other way round the better one is still told of first.
            await page.selectOption('#unit-a', unit.code)
            await page.waitForURL(new RegExp(`a=${unit.code}`))
            await page.waitForSelector('main [role=status]:not(.says)')
            await page.selectOption('#unit-b', units[0].code)
            await page.waitForSelector('.gap-table tbody tr')
            assert.ok((await page.innerText('.says')).startsWith(units[0].name))
            await view.close()
        })

        test(`weights are tried out, shared and undone (${language}, ${width} px)`, async () => {
            const view = await browser.view(office, options)
            const { page } = view
            await view.goto(`${path}/laboratory`)
            await page.waitForSelector('.moves tbody tr')
            const before = await texts(page, '.moves td[data-key=score]')
            assert.deepEqual(before.map(Number), units.map(({ score }) => Number(score.toFixed(2))))
            await view.looksRight('laboratory')

            // With the keyboard alone.
            await page.focus('#weight-environment')
            await page.keyboard.press('End')
            await page.waitForFunction(
                (old) => document.querySelector('.moves td[data-key=score]').innerText !== old,
                before[0],
            )
            const after = await texts(page, '.moves td[data-key=score]')
            await page.waitForURL(/weights=environment:100/)
            if (width === 390) await page.click('.jump .button')
            await page.waitForSelector('.jump', { state: 'detached' })
            await view.looksRight('laboratory-moved')

            // The other language says the same, and what was moved stays.
            await page.click('.language')
            await page.waitForSelector(zh ? 'html[lang=en]' : 'html[lang=zh-CN]')
            assert.deepEqual(await texts(page, '.moves td[data-key=score]'), after)
            assert.match(page.url(), /weights=environment:100/)
            await page.click('.language')

            const fresh = await browser.view(office, options)
            await fresh.page.goto(`${office.url}${path}/laboratory?weights=environment:100`)
            await fresh.page.waitForFunction(
                (first) => document.querySelector('.moves td[data-key=score]')?.innerText === first,
                after[0],
            )
            assert.deepEqual(await texts(fresh.page, '.moves td[data-key=score]'), after)
            assert.equal(await fresh.page.inputValue('#weight-environment'), '100')
            await fresh.close()

            await page.selectOption('#method-aggregate', { index: 1 })
            await page.waitForURL(/aggregate=/)
            await page.click('.reset')
            await page.waitForURL((url) => !/weights|aggregate/.test(url.search))
            await page.waitForFunction(
                (first) => document.querySelector('.moves td[data-key=score]').innerText === first,
                before[0],
            )
            assert.deepEqual(await texts(page, '.moves td[data-key=score]'), before)
            await view.close()
        })
    }

    test(`a table that cannot be taken is told where it is wrong (${language})`, async () => {
        const view = await browser.view(office, { language, width: 390 })
        const { page } = view
        view.expectStatus(400, 422)
        await view.goto(path)
        await page.waitForSelector('#data-file')
        await page.setInputFiles('#data-file', csvOf(sample.replace('2.82', '很高')))
        await page.waitForSelector('.error-summary')
        assert.match(await page.innerText('.error-summary'), /很高|rd_gdp/)
        await view.looksRight('evaluation-bad-table')
        await page.setInputFiles('#data-file', csvOf('PK\u0003\u0004'))
        await page.waitForSelector('.source .wrong-words')
        await view.looksRight('evaluation-workbook-refused')
        await view.close()
    })
}

test('from the list to a unit with the keyboard alone', async () => {
    const view = await browser.view(office, { language: 'en' })
    const { page } = view
    const tabTo = async (selector) => {
        for (let step = 0; step < 60; step += 1) {
            await page.keyboard.press('Tab')
            const there = await page.evaluate((s) => document.activeElement.matches(s), selector)
            if (there) return
        }
        assert.fail(`${selector} is not reached`)
    }
    await view.goto('/evaluations')
    await page.waitForSelector('.evaluations tbody tr')
    await tabTo(`a[href="${path}"]`)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.ranking tbody tr')
    await tabTo(`.ranking a[href$="/${units[1].code}"]`)
    await page.keyboard.press('Enter')
    await page.waitForSelector('.profile tbody tr')
    assert.equal(await page.innerText('h1'), units[1].name)
    await tabTo('#other')
    await tabTo('.doors a')
    await view.close()
})

test('a table of one’s own is computed with and stays in the window', async () => {
    const view = await browser.view(office, { language: 'zh' })
    const { page } = view
    await view.goto(path)
    await page.waitForSelector('.ranking tbody tr')
    await page.setInputFiles('#data-file', csvOf(sample.replaceAll('宁国市', '某某市')))
    await page.waitForSelector('.ranking td:has-text("某某市")')
    assert.equal(await page.locator('.marks .fictitious').count(), 0)
    assert.match(await page.innerText('.marks'), /counties\.csv/)
    // The other pages use it too.
    await page.click('nav.parts a[href$="/laboratory"]')
    await page.waitForSelector('.moves td:has-text("某某市")')
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))
    assert.ok(!kept.includes('某某市'))
    await page.reload()
    await page.waitForSelector('.moves tbody tr')
    assert.equal(await page.locator('td:has-text("某某市")').count(), 0)
    assert.equal(await page.locator('.marks .fictitious').count(), 1)
    await view.close()
})

test('the ranking is to be had as a workbook, the empty table as CSV', async () => {
    const view = await browser.view(office, { language: 'en' })
    const { page } = view
    await view.goto(path)
    await page.waitForSelector('.ranking tbody tr')
    const workbook = await view.downloaded('.above .button')
    assert.ok((await view.textOf(workbook)).startsWith('PK'))
    const table = await view.downloaded('.source .ways button')
    const header = (await view.textOf(table)).replace('\uFEFF', '').trim().split(',')
    const known = sample.replace('\uFEFF', '').split(/\r?\n/)[0].split(',')
    for (const column of header) assert.ok(known.includes(column), column)
    assert.ok(header.length > 20)
    await view.close()
})

test('an evaluation or a unit that is not there is said so', async () => {
    const view = await browser.view(office, { language: 'en' })
    const { page } = view
    view.expectStatus(404, 422, 400)
    await view.goto('/evaluations/none')
    await page.waitForSelector('[role=alert]')
    await view.looksRight('evaluation-unknown')
    await view.goto(`${path}/units/none`)
    await page.waitForSelector('[role=alert]')
    await view.looksRight('evaluation-unit-unknown')
    await view.close()
})
