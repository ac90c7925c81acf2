// SPDX-License-Identifier: Apache-2.0
// Chromium with everything watched that no page may do: errors on the console, requests to other
// hosts, breaches of the content policy.
//
//   const browser = await openBrowser()
//   const view = await browser.view(office, { language: 'zh', width: 390 })
//   await view.page.goto(office.url + '/enter')
//   await view.looksRight('enter')      // axe, no sideways scrolling, nothing watched happened
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { chromium } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// A folder to keep a picture of every state in, for people to look at.
const pictures = process.env.KECHUANG_PICTURES

export const widths = [1440, 390]
export const languages = ['zh', 'en']
export const combinations = languages.flatMap((language) =>
    widths.map((width) => ({ language, width })),
)

class View {
    constructor(context, page, office, name) {
        this.context = context
        this.page = page
        this.office = office
        this.name = name
        this.faults = []
        this.allowedStatuses = new Set()
        this.watch()
    }

    watch() {
        this.page.on('console', (message) => {
            if (message.type() !== 'error' && message.type() !== 'warning') return
            // The browser itself reports each refused request; the page has to cope with those.
            const refused = message.text().match(/status of (\d+)/)
            if (refused && this.allowedStatuses.has(Number(refused[1]))) return
            this.faults.push(`console: ${message.text()}`)
        })
        this.page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`))
        this.page.on('request', (request) => {
            const url = request.url()
            if (!url.startsWith(this.office.url + '/') && !/^(blob|data):/.test(url))
                this.faults.push(`request to another host: ${url}`)
        })
    }

    // Answers the test provokes, such as 401 for a wrong password.
    expectStatus(...statuses) {
        for (const status of statuses) this.allowedStatuses.add(status)
    }

    async goto(path) {
        await this.page.goto(this.office.url + path)
        await this.settled()
    }

    // Through the page, as people do.
    async signIn({ name, password }) {
        await this.goto('/sign-in')
        await this.page.fill('#name', name)
        await this.page.fill('#password', password)
        await this.page.click('form button[type=submit]')
        await this.page.waitForURL((url) => url.pathname !== '/sign-in')
    }

    // A file from memory into a field for files.
    async give(selector, name, contents, mimeType = 'text/csv') {
        await this.page.setInputFiles(selector, { name, mimeType, buffer: Buffer.from(contents) })
    }

    // What a click brings.
    async downloaded(selector) {
        const coming = this.page.waitForEvent('download')
        await this.page.locator(selector).first().click()
        return coming
    }

    // What was downloaded. The browser keeps it on its side, so it has no path here.
    async textOf(download) {
        return (await buffer(await download.createReadStream())).toString('utf8')
    }

    // Nothing is being loaded or shown as busy any more.
    async settled() {
        await this.page.waitForLoadState('networkidle')
    }

    async picture(state) {
        if (!pictures) return
        mkdirSync(pictures, { recursive: true })
        const path = join(pictures, `${state}-${this.name}.png`)
        await this.page.screenshot({ path, fullPage: true })
        await this.page.screenshot({ path: path.replace('.png', '-window.png') })
    }

    async breaches() {
        return this.page.evaluate(() => window.kechuangBreaches ?? [])
    }

    async axeFaults() {
        await this.page.evaluate(axe)
        const { violations } = await this.page.evaluate(() =>
            window.axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
            }),
        )
        return violations.flatMap((violation) =>
            violation.nodes.map(
                (node) => `axe ${violation.id}: ${node.target.join(' ')}\n${node.failureSummary}`,
            ),
        )
    }

    // What holds for every page in every state.
    async looksRight(state) {
        await this.settled()
        await this.picture(state)
        const sideways = await this.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        const faults = [...this.faults, ...(await this.breaches()), ...(await this.axeFaults())]
        if (sideways > 0) faults.push(`the page is ${sideways} px wider than the window`)
        if (faults.length > 0) assert.fail(`${state} (${this.name})\n${faults.join('\n')}`)
    }

    async close() {
        await this.context.close()
    }
}

// A browser that does not end when it is asked to would keep the test from ending.
const closeMsMax = 10_000

class Browser {
    constructor(server, browser) {
        this.server = server
        this.browser = browser
    }

    async view(office, { language = 'zh', width = 1440, height = 900 } = {}) {
        const context = await this.browser.newContext({
            locale: language === 'zh' ? 'zh-CN' : 'en-GB',
            timezoneId: 'Asia/Shanghai',
            viewport: { width, height },
            acceptDownloads: true,
        })
        await context.addInitScript(() => {
            window.kechuangBreaches = []
            document.addEventListener('securitypolicyviolation', (event) =>
                window.kechuangBreaches.push(
                    `policy ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`,
                ),
            )
        })
        const page = await context.newPage()
        page.setDefaultTimeout(30_000)
        return new View(context, page, office, `${language}-${width}`)
    }

    // Signed in as somebody, and at a page when one is named.
    async at(office, who, options, path = null) {
        const view = await this.view(office, options)
        await view.signIn(who)
        if (path !== null) await view.goto(path)
        return view
    }

    async close() {
        const impatience = setTimeout(() => this.server.kill(), closeMsMax)
        await this.server.close()
        clearTimeout(impatience)
    }
}

export async function openBrowser() {
    const server = await chromium.launchServer({
        executablePath: '/usr/bin/chromium',
        args: [
            '--headless',
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    })
    return new Browser(server, await chromium.connect(server.wsEndpoint()))
}
