// SPDX-License-Identifier: Apache-2.0
// What a page weighs when nothing of it is in the browser yet: document, code and style that had
// come over the line when it first showed its heading, and when it was at rest. Every route is
// weighed; a new one without a place here fails.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'

import { openBrowser } from './browser.mjs'
import { administrators, business, checkout, openOffice } from './office.mjs'

// Until the heading shows, and with what comes below it.
const kibMax = 60
const restKibMax = 85
// Routes that weigh more today. None of them may grow; one that fits leaves this list.
const heavier = {
    '/targets/:code': 66,
    '/policies/:code/sandbox': 62,
    '/check': 70,
    '/evaluations/:code': 67,
    '/evaluations/:code/units/:unit': 65,
    '/evaluations/:code/compare': 62,
    '/evaluations/:code/laboratory': 63,
    '/collections/:form/:unit/:period': 72,
    '/registries/:code': 71,
    '/registries/:code/new': 64,
    '/registries/:code/import': 66,
    '/registries/:code/:id(\\\\d+)': 78,
    '/firms': 73,
    '/firms/:id(\\\\d+)': 66,
    '/enter': 69,
    '/upload': 65,
    '/administration/:part?/:name?': 63,
}
const [, security, audit] = administrators
const part = (name, who) => ({ path: `/administration/${name}`, who })

let browser, office
before(async () => {
    browser = await openBrowser()
    office = await openOffice({ sample: 7 })
})
after(async () => {
    await browser.close()
    await office.stop()
})

// Of each route of web/src/router.ts: where it is looked at, and by whom when not by the business
// administrator.
async function places() {
    await office.signIn(business)
    const first = async (path) => (await office.get(`/api/v1${path}`)).items[0]
    const target = await first('/targets')
    const task = await first('/tasks')
    const policy = await first('/policies')
    const evaluation = await first('/evaluations')
    const firm = await first('/records/cn.enterprise?limit=1')
    const scored = `/evaluations/${evaluation.code}`
    const firms = '/registries/cn.enterprise'
    return {
        '/': ['/'],
        '/targets/:code': [`/targets/${target.code}`],
        '/tasks': ['/tasks'],
        '/tasks/:code': [`/tasks/${task.code}`],
        '/document': ['/document'],
        '/documents': ['/documents'],
        '/policies': ['/policies'],
        '/policies/:code': [`/policies/${policy.code}`],
        '/policies/:code/sandbox': [`/policies/${policy.code}/sandbox`],
        '/check': ['/check'],
        '/evaluations': ['/evaluations'],
        '/evaluations/:code': [scored],
        '/evaluations/:code/units/:unit': [`${scored}/units/999904`],
        '/evaluations/:code/compare': [`${scored}/compare`],
        '/evaluations/:code/laboratory': [`${scored}/laboratory`],
        '/desk': ['/desk'],
        '/collections/:form/:unit/:period': ['/collections/form.county_monthly/999904/2026-03'],
        '/burden': ['/burden'],
        '/registries': ['/registries'],
        '/expiry': ['/expiry'],
        '/registries/:code': [firms],
        '/registries/:code/new': [`${firms}/new`],
        '/registries/:code/import': [`${firms}/import`],
        '/registries/:code/:id(\\\\d+)': [`${firms}/${firm.id}`],
        '/firms': ['/firms'],
        '/firms/:id(\\\\d+)': [`/firms/${firm.id}`],
        '/enter': ['/enter'],
        '/upload': ['/upload'],
        '/administration/:part?/:name?': [
            part('people', security),
            part(`people/${encodeURIComponent(business.name)}`, security),
            part('waiting', security),
            part('roles', security),
            part('loans', security),
            part('explain', security),
            part('journal', audit),
        ],
        '/sign-in': [{ path: '/sign-in', who: null }],
        '/first-run': ['/first-run'],
        '/account': ['/account'],
        '/:rest(.*)*': ['/nowhere'],
    }
}

// As it comes over TLS, where browsers ask for Brotli, and from pages inside of the program, which
// cmake/pack_pages.mjs compresses once and for all.
const sizes = new Map()
async function compressed(url) {
    const reply = await fetch(url)
    return brotliCompressSync(Buffer.from(await reply.arrayBuffer())).length
}
function sizeOf(url) {
    if (!sizes.has(url)) sizes.set(url, compressed(url))
    return sizes.get(url)
}

// Of all that the page asked for but the answers with its data.
async function weightOf(view, path) {
    await view.goto(path)
    await view.page.waitForSelector('main :is(h1, h2)')
    await view.settled()
    const files = await view.page.evaluate(() =>
        ['navigation', 'resource']
            .flatMap((type) => performance.getEntriesByType(type))
            .filter(({ name }) => !new URL(name).pathname.startsWith('/api/'))
            .map(({ name, entryType, responseEnd }) => ({
                name,
                isFirst: entryType === 'navigation' || responseEnd <= window.headingAt,
            })),
    )
    const weight = { first: 0, rest: 0 }
    for (const { name, isFirst } of files) {
        const kib = (await sizeOf(name)) / 1024
        weight.rest += kib
        if (isFirst) weight.first += kib
        if (process.env.KECHUANG_FILES)
            console.log(`        ${isFirst ? 1 : 2} ${kib.toFixed(2)} ${new URL(name).pathname}`)
    }
    return weight
}

// When the heading stood in the page.
function watchHeading() {
    new MutationObserver((_, observer) => {
        if (!document.querySelector('main :is(h1, h2)')) return
        window.headingAt = performance.now()
        observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
}

test('no page weighs more than it may', async () => {
    const known = await places()
    const source = readFileSync(join(checkout, 'web/src/router.ts'), 'utf8')
    const routes = [...source.matchAll(/path: '([^']+)',\n\s+name:/g)].map(([, path]) => path)
    assert.ok(routes.length > 30, 'routes are read from the source')
    const views = new Map()
    const viewOf = async (who) => {
        if (views.has(who)) return views.get(who)
        const view = who ? await browser.at(office, who, {}) : await browser.view(office)
        view.expectStatus(401, 403, 404)
        await view.context.addInitScript(watchHeading)
        const line = await view.context.newCDPSession(view.page)
        await line.send('Network.setCacheDisabled', { cacheDisabled: true })
        views.set(who, view)
        return view
    }
    const heavy = []
    for (const route of routes) {
        assert.ok(known[route], `${route} has no place in this test`)
        for (const place of known[route]) {
            const { path, who } = place.path ? place : { path: place, who: business }
            const { first, rest } = await weightOf(await viewOf(who), path)
            const told = `${first.toFixed(1)} KiB, at rest ${rest.toFixed(1)} KiB: ${path}`
            console.log(told)
            if (first > (heavier[route] ?? kibMax) || rest > restKibMax) heavy.push(told)
        }
    }
    assert.deepEqual(heavy, [])
    for (const view of views.values()) await view.close()
})
