// SPDX-License-Identifier: Apache-2.0
// Chromium with everything watched that no page may do: errors on the console, requests to other
// hosts, breaches of the content policy.
//
//   const browser = await openBrowser()
//   const view = await browser.view(office, { language: 'zh', width: 390 })
//   await view.page.goto(office.url + '/enter')
//   await view.looksRight('enter')      // axe, no sideways scrolling, nothing watched happened
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'

import { chromium } from 'playwright-core'

import { browserProgram } from './program.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// What a page does this soon belongs to what it is at; later things, such as reminders, do not.
const soonMs = 500

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
        this.unanswered = new Set()
        this.hasOwnClock = false
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
        const isOver = (request) => {
            this.unanswered.delete(request)
            if (this.unanswered.size === 0) this.whenAnswered?.()
        }
        this.page.on('requestfinished', isOver)
        this.page.on('requestfailed', isOver)
        this.page.on('request', (request) => {
            // Another document: nobody waits for the answers to the one that is left.
            if (request.isNavigationRequest()) this.unanswered.clear()
            this.unanswered.add(request)
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

    // From here on the test moves the page's time: `view.page.clock`. What drives that clock is a
    // timer as well, so timers tell nothing any more.
    async takeTheClock() {
        await this.page.clock.install()
        this.hasOwnClock = true
    }

    // Through the page, as people do.
    async signIn({ name, password }) {
        await this.goto('/sign-in')
        await this.page.fill('#name', name)
        await this.page.fill('#password', password)
        await this.page.click('form button[type=submit]')
        await this.page.waitForURL((url) => url.pathname !== '/sign-in')
    }

    // The same for whom signing in is not what the test is about: the browser gets its cookie.
    async comeIn({ name, password }) {
        const reply = await this.context.request.post(this.office.url + '/api/v1/session', {
            data: { name, password },
            headers: { 'Idempotency-Key': randomUUID() },
        })
        assert.equal(reply.status(), 200, await reply.text())
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

    // Nothing is being loaded, what was loaded is drawn, and nothing more is about to begin. Of these
    // the page and the browser tell; time that merely passes says nothing.
    async settled() {
        const end = Date.now() + settleMsMax
        // Twice: of a request that the test intercepts the browser tells somewhat later.
        for (let quiet = 0; quiet < 2; ) {
            await this.page.waitForLoadState('load')
            await this.answered(end)
            quiet = (await this.isQuiet()) && this.unanswered.size === 0 ? quiet + 1 : 0
            if (Date.now() > end) assert.fail(`${this.page.url()} does not come to rest`)
        }
    }

    async isQuiet() {
        try {
            return await this.page.evaluate(
                (heeds) => window.kechuangQuiet?.(heeds) ?? true,
                !this.hasOwnClock,
            )
        } catch (error) {
            // A page that is left meanwhile takes the question with it.
            if (/Execution context|navigat/i.test(error.message)) return false
            throw error
        }
    }

    // All requests have their answers.
    async answered(end) {
        if (this.unanswered.size === 0) return
        let timer
        await new Promise((resolve, reject) => {
            this.whenAnswered = resolve
            const left = () => [...this.unanswered].map((request) => request.url()).join(' ')
            timer = setTimeout(() => reject(new Error(`no answer: ${left()}`)), end - Date.now())
        }).finally(() => clearTimeout(timer))
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
        const { violations } = await this.page.evaluate(() =>
            window.axe.run(document, {
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
                // Every node of what is wrong; what is right is not listed node by node.
                resultTypes: ['violations'],
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

// A page that loads on and on.
const settleMsMax = 30_000

// In the page, before anything of it runs: breaches of the content policy, and what is about to
// happen, which nobody can see from outside.
function watchFromWithin(soonMs) {
    window.kechuangBreaches = []
    document.addEventListener('securitypolicyviolation', (event) =>
        window.kechuangBreaches.push(
            `policy ${event.violatedDirective}: ${event.blockedURI} ${event.sample}`,
        ),
    )
    const pending = new Set()
    let drained = () => undefined
    const over = (timer) => {
        if (pending.delete(timer) && pending.size === 0) drained()
    }
    const { setTimeout, clearTimeout, requestAnimationFrame } = window
    window.setTimeout = (run, ms, ...given) => {
        const timer = setTimeout(() => {
            try {
                run(...given)
            } finally {
                over(timer)
            }
        }, ms)
        if (!(ms > soonMs)) pending.add(timer)
        return timer
    }
    window.clearTimeout = (timer) => {
        clearTimeout(timer)
        over(timer)
    }
    // True when nothing had to be waited for: otherwise there may be something new.
    window.kechuangQuiet = async (heedsTimers) => {
        const isQuiet = () => !heedsTimers || pending.size === 0
        const wasQuiet = isQuiet()
        if (!wasQuiet) await new Promise((resolve) => (drained = resolve))
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
        return wasQuiet && isQuiet()
    }
}

// A browser that does not end when it is asked to would keep the test from ending.
const closeMsMax = 10_000

class Browser {
    constructor(browser, process) {
        this.browser = browser
        this.process = process
    }

    async view(office, { language = 'zh', width = 1440, height = 900 } = {}) {
        const context = await this.browser.newContext({
            locale: language === 'zh' ? 'zh-CN' : 'en-GB',
            timezoneId: 'Asia/Shanghai',
            viewport: { width, height },
            acceptDownloads: true,
        })
        await context.addInitScript(watchFromWithin, soonMs)
        await context.addInitScript({ content: axe })
        const page = await context.newPage()
        page.setDefaultTimeout(30_000)
        return new View(context, page, office, `${language}-${width}`)
    }

    // Signed in as somebody: at the page that is named, or where signing in through the page leads.
    async at(office, who, options, path = null) {
        const view = await this.view(office, options)
        if (path === null) {
            await view.signIn(who)
        } else {
            await view.comeIn(who)
            await view.goto(path)
        }
        return view
    }

    async close() {
        const impatience = setTimeout(() => process.kill(this.process, 'SIGKILL'), closeMsMax)
        await this.browser.close()
        clearTimeout(impatience)
    }
}

export async function openBrowser() {
    const browser = await chromium.launch({
        executablePath: browserProgram,
        args: [
            '--no-sandbox',
            '--disable-gpu',
            // A page lives too short for what its code would gain by being optimised.
            '--js-flags=--no-turbofan --no-maglev --always-sparkplug',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    })
    const line = await browser.newBrowserCDPSession()
    const { processInfo } = await line.send('SystemInfo.getProcessInfo')
    await line.detach()
    return new Browser(browser, processInfo.find(({ type }) => type === 'browser').id)
}
