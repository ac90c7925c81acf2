// SPDX-License-Identifier: Apache-2.0
// What a page weighs when nothing of it is in the browser yet: document, code, words and style that
// it needs to show its heading, and all that it has asked for at rest. Every route is weighed; a new
// one without a place here fails.
//
// What the heading needs is what the page's code imports, from what Vite says of its build: the same
// on every machine. That it needs no more is tried: each page shows its heading while every other
// file of it is held back.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'

import { openBrowser } from './browser.mjs'
import { administrators, business, checkout, openOffice } from './office.mjs'

// Until the heading shows, and with what comes below it.
const kibMax = 60
const restKibMax = 80
const headingMsMax = 20_000
const [, security, audit] = administrators
// Parts of the administration bring their own heading.
const part = (name, who, page = name) => ({
    path: `/administration/${name}`,
    who,
    with: [`src/pages/administration/${page}-page.vue`],
})

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
        // The bureau sees the list of the registry, with its heading.
        '/firms': [{ path: '/firms', with: ['src/pages/registries/registry-view.vue'] }],
        '/firms/:id(\\\\d+)': [`/firms/${firm.id}`],
        '/enter': ['/enter'],
        '/upload': ['/upload'],
        '/administration/:part?/:name?': [
            part('people', security),
            part(`people/${encodeURIComponent(business.name)}`, security, 'person'),
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

// Where the pages in the program were built, or those that are shown instead.
const built = process.env.KECHUANG_WEB ?? process.env.KECHUANG_BUILT_PAGES
const manifest = JSON.parse(readFileSync(join(built, '.vite/manifest.json'), 'utf8'))
// Parts that share their file with others go by its name.
function pieceOf(source) {
    const name = source.match(/([^/]+)\.\w+$/)[1]
    const piece =
        manifest[source] ??
        Object.values(manifest).find((one) => one.isDynamicEntry && one.name === name)
    assert.ok(piece, `${source} is not in what was built`)
    return piece
}

// The paths of the files that a source and all that it imports have become.
function filesOf(piece, files = new Set()) {
    if (files.has(`/${piece.file}`)) return files
    for (const file of [piece.file, ...(piece.css ?? [])]) files.add(`/${file}`)
    if (piece.file.endsWith('.code.js')) files.add(`/${piece.file.replace(/code\.js$/, 'zh.js')}`)
    for (const key of piece.imports ?? []) filesOf(manifest[key], files)
    return files
}

// Path and page of each route.
function routesOf(source) {
    const named = new Map(
        [...source.matchAll(/const (\w+) = \(\) => import\('\.\/([^']+)'\)/g)].map(
            ([, name, page]) => [name, page],
        ),
    )
    const route = /path: '([^']+)',\n\s+name:[^}]*?component: (?:\(\) => import\('\.\/(.+?)'\)|(\w+))/g
    return [...source.replaceAll(/meta: \{[^}]*\},/g, '').matchAll(route)].map(
        ([, path, page, name]) => ({ path, page: `src/${page ?? named.get(name)}` }),
    )
}

// Shows the page with everything held back that is not among `needed`, then lets it all come.
async function show(view, path, needed) {
    const held = []
    let isOpen = false
    await view.page.route('**/assets/**', (route) => {
        const { pathname } = new URL(route.request().url())
        if (isOpen || needed.has(pathname)) return route.continue()
        held.push({ pathname, route })
    })
    await view.page.goto(view.office.url + path, { waitUntil: 'commit' })
    try {
        await view.page.waitForSelector('main :is(h1, h2)', { timeout: headingMsMax })
    } catch {
        const names = held.map(({ pathname }) => pathname).join(' ')
        assert.fail(`${path}: no heading without one of ${names}`)
    }
    isOpen = true
    for (const { route } of held) await route.continue()
    await view.settled()
    await view.page.unroute('**/assets/**')
}

// Of all that the page asked for but the answers with its data.
async function weightOf(view, path, pages) {
    const needed = new Set(['/', '/favicon.svg'])
    for (const page of ['index.html', ...pages]) filesOf(pieceOf(page), needed)
    await show(view, path, needed)
    const paths = await view.page.evaluate(() =>
        performance
            .getEntriesByType('resource')
            .map(({ name }) => new URL(name).pathname)
            .filter((pathname) => !pathname.startsWith('/api/')),
    )
    const weigh = async (files) => {
        let kib = 0
        for (const file of files) kib += (await sizeOf(view.office.url + file)) / 1024
        return kib
    }
    if (process.env.KECHUANG_FILES)
        for (const file of new Set([...needed, ...paths])) {
            const kib = (await sizeOf(view.office.url + file)) / 1024
            console.log(`        ${needed.has(file) ? 1 : 2} ${kib.toFixed(2)} ${file}`)
        }
    return { first: await weigh(needed), rest: await weigh(new Set([...needed, ...paths])) }
}

test('no page weighs more than it may', async () => {
    const known = await places()
    const routes = routesOf(readFileSync(join(checkout, 'web/src/router.ts'), 'utf8'))
    assert.ok(routes.length > 30, 'routes are read from the source')
    const views = new Map()
    const viewOf = async (who) => {
        if (views.has(who)) return views.get(who)
        const view = who ? await browser.at(office, who, {}) : await browser.view(office)
        view.expectStatus(401, 403, 404)
        const line = await view.context.newCDPSession(view.page)
        await line.send('Network.setCacheDisabled', { cacheDisabled: true })
        views.set(who, view)
        return view
    }
    const heavy = []
    for (const { path: route, page } of routes) {
        assert.ok(known[route], `${route} has no place in this test`)
        for (const place of known[route]) {
            const at = { who: business, with: [], ...(place.path ? place : { path: place }) }
            const { first, rest } = await weightOf(await viewOf(at.who), at.path, [
                page,
                ...at.with,
            ])
            const told = `${first.toFixed(1)} KiB, at rest ${rest.toFixed(1)} KiB: ${at.path}`
            console.log(told)
            if (first > kibMax || rest > restKibMax) heavy.push(told)
        }
    }
    assert.deepEqual(heavy, [])
    for (const view of views.values()) await view.close()
})
