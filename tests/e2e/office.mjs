// SPDX-License-Identifier: Apache-2.0
// An office of its own for a test: the real program on a free port with a fresh data file.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

const startMsMax = 20_000
const here = dirname(fileURLToPath(import.meta.url))

export const checkout = process.env.KC_SOURCE_DIR ?? join(here, '../..')

// Who they are in every test; the business administrator does the plan's work.
export const administrators = [
    { role: 'system_administrator', name: '系统员张三', password: 'ginkgo bridge 7 autumn' },
    { role: 'security_administrator', name: '安全员李四', password: 'bamboo ferry 3 winter' },
    { role: 'audit_administrator', name: '审计员王五', password: 'lantern harbour 9 spring' },
    { role: 'business_administrator', name: '业务员赵六', password: 'granite orchard 5 summer' },
]
export const business = administrators[3]

// A test that fails stops no office; they would keep the run from ending.
const running = new Set()
after(() => running.forEach(({ child }) => child.kill('SIGKILL')))

class Office {
    constructor(child, folder, url) {
        this.child = child
        this.folder = folder
        this.url = url
        this.headers = {}
        this.sessions = new Map()
    }

    async ask(method, path, body, headers = {}) {
        const isText = typeof body === 'string'
        const reply = await fetch(this.url + path, {
            method,
            headers: {
                'Content-Type': isText ? 'text/csv' : 'application/json',
                'Idempotency-Key': randomUUID(),
                ...this.headers,
                ...headers,
            },
            body: body === undefined || isText ? body : JSON.stringify(body),
        })
        const text = await reply.text()
        const json = text === '' ? null : JSON.parse(text)
        return { status: reply.status, headers: reply.headers, json }
    }

    async get(path) {
        const { status, json } = await this.ask('GET', path)
        assert.equal(status, 200, path)
        return json
    }

    // The four administrators exist afterwards.
    async setUp() {
        const { status, json } = await this.ask('POST', '/api/v1/setup', { administrators })
        assert.equal(status, 201, JSON.stringify(json))
    }

    // For what a test prepares through the interface, not through the pages. Whoever was here before
    // goes on with the session of then.
    async signIn({ name, password }) {
        const known = JSON.stringify([name, password])
        if (!this.sessions.has(known)) this.sessions.set(known, await this.begin(name, password))
        this.headers = this.sessions.get(known)
    }

    async begin(name, password) {
        this.headers = {}
        const { status, headers, json } = await this.ask('POST', '/api/v1/session', {
            name,
            password,
        })
        assert.equal(status, 200, JSON.stringify(json))
        return {
            Cookie: headers.get('set-cookie').split(';')[0],
            'X-CSRF-Token': json.csrf_token,
        }
    }

    async record(fact) {
        const { status, json } = await this.ask('POST', '/api/v1/facts', fact)
        assert.equal(status, 201, JSON.stringify(json))
        return json.items[0]
    }

    async stop() {
        const ended = new Promise((resolve) => this.child.once('exit', resolve))
        this.child.kill('SIGTERM')
        await ended
        running.delete(this)
        rmSync(this.folder, { recursive: true, force: true })
    }
}

function addressOf(child) {
    return new Promise((resolve, reject) => {
        let heard = ''
        const timer = setTimeout(() => reject(new Error(`no address after ${heard}`)), startMsMax)
        const listen = (data) => {
            heard += data
            const found = heard.match(/http:\/\/localhost:\d+/)
            if (!found) return
            clearTimeout(timer)
            resolve(found[0])
        }
        child.stdout.on('data', listen)
        child.stderr.on('data', listen)
        child.once('exit', (code) => reject(new Error(`the office ended (${code}): ${heard}`)))
    })
}

// A fictitious city of its own, the same in every run: `sample` is its seed.
function makeCity(folder, seed) {
    const city = join(folder, 'city')
    execFileSync(process.env.KECHUANG, ['sample', city, '--seed', String(seed), '--size', 'city'])
    return [join(city, 'pack'), join(city, 'office.kc')]
}

export async function openOffice({
    pack = 'packs/xuancheng-2024',
    sample = null,
    setUp = true,
    // Pack and database in a folder, instead.
    make = (folder) =>
        sample === null
            ? [join(checkout, pack), join(folder, 'office.db')]
            : makeCity(folder, sample),
    port = 0, // any that is free
    more = () => [], // further words of the command, of the folder
} = {}) {
    const folder = mkdtempSync(join(tmpdir(), 'kechuang-e2e-'))
    const [packPlace, data] = make(folder)
    const words = ['serve', packPlace, '--data', data, '--port', String(port), ...more(folder)]
    // While working on the pages: web/dist, without building the program anew.
    if (process.env.KECHUANG_WEB) words.push('--web', process.env.KECHUANG_WEB)
    const child = spawn(process.env.KECHUANG, words, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, KECHUANG_LANG: 'en' },
    })
    const office = new Office(child, folder, await addressOf(child))
    running.add(office)
    if (setUp) await office.setUp()
    return office
}
