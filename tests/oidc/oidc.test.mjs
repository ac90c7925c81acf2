// SPDX-License-Identifier: Apache-2.0
// Signing in with an identity from elsewhere, against a real provider (see README.md). Where a
// PostgreSQL server is named, two instances serve the office together.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { freePort, secret, started, stopped, TestProvider } from './test_provider.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const checkout = process.env.KC_SOURCE_DIR ?? join(here, '../..')
const server = process.env.KC_TEST_POSTGRES && readFileSync(process.env.KC_TEST_POSTGRES, 'utf8').trim()

// A schema of its own on the server, as an address.
function newSchema() {
    const name = `oidc_${process.pid}`
    const made = spawnSync('psql', [server, '-qc', `CREATE SCHEMA ${name}`], { encoding: 'utf8' })
    assert.equal(made.status, 0, made.stderr)
    return `${server}&options=-csearch_path%3D${name}`
}

// As much of a browser as this takes: cookies by host and port, and going where it is sent.
class Browser {
    constructor() {
        this.cookies = new Map()
    }

    async get(url) {
        const { host } = new URL(url)
        const jar = this.cookies.get(host) ?? new Map()
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const reply = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })
        for (const line of reply.headers.getSetCookie()) {
            const [pair] = line.split(';')
            const at = pair.indexOf('=')
            const gone = /max-age=0|expires=thu, 01 jan 1970/i.test(line)
            if (gone) jar.delete(pair.slice(0, at))
            else jar.set(pair.slice(0, at), pair.slice(at + 1))
        }
        this.cookies.set(host, jar)
        const location = reply.headers.get('location')
        return { status: reply.status, location: location && new URL(location, url).href, reply }
    }

    // Follows until `stop` says so; gives the address it was sent to last.
    async follow(url, stop) {
        for (let i = 0; i < 10; ++i) {
            if (stop(url)) return url
            const { location, status } = await this.get(url)
            assert.ok(location, `${status} at ${url}`)
            url = location
        }
        throw new Error(`too many redirects, at ${url}`)
    }
}

describe('signing in with an identity from elsewhere', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kechuang-oidc-'))
    const words = { sun: 'willow harbour 12 dusk', wang: 'cedar bridge 31 noon' }
    let office, second, url, secondUrl, city, park, admins

    async function ask(method, path, body, headers = {}) {
        const reply = await fetch(url + path, {
            method,
            headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
            body: body === undefined ? undefined : JSON.stringify(body),
        })
        const text = await reply.text()
        return { status: reply.status, headers: reply.headers, json: text === '' ? null : JSON.parse(text) }
    }

    async function signIn(name, password) {
        const { status, headers, json } = await ask('POST', '/api/v1/session', { name, password })
        assert.equal(status, 200, JSON.stringify(json))
        return {
            Cookie: headers.getSetCookie()[0].split(';')[0],
            'X-CSRF-Token': json.csrf_token,
        }
    }

    before(async () => {
        const port = await freePort()
        url = `http://localhost:${port}`
        city = new TestProvider('city', await freePort(), 'RS256')
        park = new TestProvider('park', await freePort(), 'ES256')
        await city.start(url, 'first')
        await park.start(url, 'first')
        writeFileSync(join(folder, 'secret'), secret + '\n')
        chmodSync(join(folder, 'secret'), 0o600)
        writeFileSync(
            join(folder, 'settings.yaml'),
            `address: ${url}
providers:
  - code: city
    name_zh: 市统一身份
    name_en: city identity
    issuer: ${city.url}
    client: kechuang
    secret_file: secret
    second_factor_amr: [otp]
  - code: park
    name_zh: 园区统一身份
    name_en: park identity
    issuer: ${park.url}
    client: kechuang
    secret_file: secret
`,
        )
        const command = ['serve', join(checkout, 'packs/xuancheng-2024'), '--data']
        command.push(server ? newSchema() : join(folder, 'office.db'))
        command.push('--files', join(folder, 'files'))
        command.push('--settings', join(folder, 'settings.yaml'), ...(server ? ['--together'] : []))
        const serve = (at) => {
            const own = ['--port', String(at), '--log', join(folder, `${at}.log`)]
            return started([process.env.KECHUANG, ...command, ...own], 'open at', { KECHUANG_LANG: 'en' })
        }
        office = await serve(port)
        if (server) {
            const at = await freePort()
            second = await serve(at)
            secondUrl = `http://localhost:${at}`
        }
        const kinds = ['system', 'security', 'audit', 'business']
        const administrators = kinds.map((kind, i) => ({
            role: `${kind}_administrator`,
            name: kind,
            password: `ginkgo bridge ${i} autumn`,
        }))
        assert.equal((await ask('POST', '/api/v1/setup', { administrators })).status, 201)
        admins = {}
        for (const { name, password } of administrators) admins[name] = await signIn(name, password)
        for (const [name, password] of Object.entries(words)) {
            const { status } = await ask('POST', '/api/v1/users', { name, password }, admins.system)
            assert.equal(status, 201)
        }
        const { status } = await ask(
            'POST',
            '/api/v1/users/sun/identities',
            { provider: 'city', subject: 'subject-of-sun' },
            admins.system,
        )
        assert.equal(status, 201)
    })

    after(async () => {
        await stopped(office)
        if (second) await stopped(second)
        rmSync(folder, { recursive: true, force: true })
    })

    beforeEach(() => city.next('subject-of-sun'))

    const start = (code, next = '') => `${url}/api/v1/session/providers/${code}/start?next=${encodeURIComponent(next)}`
    const isBack = (address) => address.startsWith(url) && !address.includes('/api/v1/session/providers/')
    const isReturn = (address) => address.startsWith(`${url}/api/v1/session/providers/`) && address.includes('/return')

    // Goes the whole way; where the browser ends, and as whom.
    async function goThrough(code, next = '/', browser = new Browser()) {
        const place = await browser.follow(start(code, next), isBack)
        const { reply } = await browser.get(`${url}/api/v1/session`)
        return { place: place.slice(url.length), session: await reply.json(), browser }
    }

    async function isRefused(problem, code = 'city') {
        const { place, session } = await goThrough(code, '/desk')
        assert.equal(place, `/sign-in?problem=${problem}&next=%2Fdesk`)
        assert.equal(session.signed_in, false)
    }

    test('leads to the page that was wanted, signed in', async () => {
        const { place, session } = await goThrough('city', '/desk?year=2024')
        assert.equal(place, '/desk?year=2024')
        assert.equal(session.name, 'sun')
        assert.equal(session.must, null)
    })

    // The proxy may send the browser anywhere; cookies know no ports.
    test('begun at one instance it ends at the other', { skip: !server }, async () => {
        const browser = new Browser()
        const back = await browser.follow(start('city', '/desk'), isReturn)
        browser.cookies.set(new URL(secondUrl).host, browser.cookies.get(new URL(url).host))
        const there = back.replace(url, secondUrl)
        assert.equal((await browser.get(there)).location, `${secondUrl}/desk`)
        const { reply } = await browser.get(`${secondUrl}/api/v1/session`)
        assert.equal((await reply.json()).name, 'sun')
        // It is used up at both.
        assert.match((await browser.get(back)).location, /problem=E-provider-state$/)
    })

    test('never leads to another site', async () => {
        for (const next of ['//elsewhere.example/', 'https://elsewhere.example/', '/\\elsewhere.example']) {
            const { place } = await goThrough('city', next)
            assert.equal(place, '/')
        }
    })

    test('names the providers for the sign-in page', async () => {
        const { json } = await ask('GET', '/api/v1/session/providers')
        assert.deepEqual(json.items[0], { code: 'city', name: { zh: '市统一身份', en: 'city identity' } })
        assert.equal(json.items.length, 2)
    })

    test('an identity that is linked to nobody is refused', async () => {
        await city.next('subject-of-somebody')
        await isRefused('E-provider-unlinked')
    })

    test('one of a closed account is refused alike', async () => {
        const user = await ask('GET', '/api/v1/users/sun', undefined, admins.system)
        const set = async (open, version) => {
            const headers = { ...admins.system, 'If-Match': `"${version}"` }
            assert.equal((await ask('PATCH', '/api/v1/users/sun', { open }, headers)).status, 200)
        }
        await set(false, user.json.version)
        await isRefused('E-provider-unlinked')
        await set(true, user.json.version + 1)
    })

    test('the same subject of another issuer is somebody else', async () => {
        await park.next('subject-of-sun')
        await isRefused('E-provider-unlinked', 'park')
    })

    const later = (seconds) => Math.floor(Date.now() / 1000) + seconds
    const wrongTokens = {
        'the nonce of another sign-in': { claims: { nonce: 'another' } },
        'another audience': { claims: { aud: 'somebody-else' } },
        'an audience besides ours without a party': { claims: { aud: ['kechuang', 'somebody-else'] } },
        'another party': { claims: { aud: ['kechuang', 'x'], azp: 'x' } },
        'another issuer': { claims: { iss: 'http://localhost:1' } },
        'its time over': { claims: { iat: later(-300), exp: later(-120) } },
        'its making long ago': { claims: { iat: later(-3600), exp: later(3600) } },
        'its time to come': { claims: { nbf: later(600) } },
        'no time at all': { claims: { exp: null } },
        'no subject': { claims: { sub: '' } },
        'no signature': { sign: 'none' },
        'the signature of another key': { sign: 'other' },
    }
    for (const [what, more] of Object.entries(wrongTokens)) {
        test(`a token with ${what} is refused`, async () => {
            await city.next('subject-of-sun', more)
            await isRefused('E-identity-token')
        })
    }

    test('clocks may differ a little', async () => {
        await city.next('subject-of-sun', { claims: { iat: later(40), exp: later(-20) } })
        assert.equal((await goThrough('city')).session.name, 'sun')
    })

    test('a state that was not given out, or to another browser, is refused', async () => {
        const browser = new Browser()
        const back = await browser.follow(start('city', '/desk'), isReturn)
        const problem = `${url}/sign-in?problem=E-provider-state`
        const changed = new URL(back)
        changed.searchParams.set('state', '0'.repeat(64))
        assert.equal((await browser.get(changed.href)).location, problem)
        assert.equal((await new Browser().get(back)).location, problem)
        // That attempt has used it up.
        assert.equal((await browser.get(back)).location, problem)
    })

    test('a sign-in begun with one provider does not end with another', async () => {
        const browser = new Browser()
        const back = await browser.follow(start('city'), isReturn)
        const { location } = await browser.get(back.replace('/providers/city/', '/providers/park/'))
        assert.equal(location, `${url}/sign-in?problem=E-provider-state`)
    })

    test('an answer of another issuer is refused', async () => {
        const browser = new Browser()
        const back = new URL(await browser.follow(start('city', '/desk'), isReturn))
        back.searchParams.set('iss', 'http://localhost:1')
        const { location } = await browser.get(back.href)
        assert.equal(location, `${url}/sign-in?problem=E-provider-state&next=%2Fdesk`)
    })

    test('a code is good once', async () => {
        const browser = new Browser()
        const first = new URL(await browser.follow(start('city'), isReturn))
        assert.equal((await browser.get(first.href)).location, `${url}/`)
        const second = new URL(await browser.follow(start('city', '/desk'), isReturn))
        second.searchParams.set('code', first.searchParams.get('code'))
        const { location } = await browser.get(second.href)
        assert.equal(location, `${url}/sign-in?problem=E-provider-refused&next=%2Fdesk`)
    })

    test('a person links an identity with the password, and unlinks it', async () => {
        const wang = await signIn('wang', words.wang)
        const path = '/api/v1/session/identities'
        const wrong = await ask('POST', path, { provider: 'park', password: 'a guess at it' }, wang)
        assert.equal(wrong.status, 422)
        const begun = await ask('POST', path, { provider: 'park', password: words.wang }, wang)
        assert.equal(begun.status, 200, JSON.stringify(begun.json))
        const browser = new Browser()
        const [name, value] = begun.headers.getSetCookie()[0].split(';')[0].split('=')
        browser.cookies.set(new URL(url).host, new Map([[name, value]]))
        await park.next('subject-of-wang')
        assert.equal(await browser.follow(begun.json.url, isBack), `${url}/account`)
        const mine = await ask('GET', path, undefined, wang)
        assert.equal(mine.json.items.length, 1)
        assert.equal((await goThrough('park')).session.name, 'wang')
        // Linked once: nobody else gets it.
        const { status, json } = await ask(
            'POST',
            '/api/v1/users/sun/identities',
            { provider: 'park', subject: 'subject-of-wang' },
            admins.system,
        )
        assert.equal(status, 409)
        assert.equal(json.code, 'E-identity-linked')
        const gone = await ask('DELETE', `${path}/${mine.json.items[0].number}`, undefined, wang)
        assert.deepEqual(gone.json.items, [])
        await isRefused('E-provider-unlinked', 'park')
    })

    test('an administrator links no identity to an account with a role that needs two', async () => {
        const { status, json } = await ask(
            'POST',
            '/api/v1/users/audit/identities',
            { provider: 'city', subject: 'mine' },
            admins.system,
        )
        assert.equal(status, 409)
        assert.equal(json.code, 'E-identity-own')
    })

    test('a second factor is asked for, unless one shown there counts', async () => {
        const wang = await signIn('wang', words.wang)
        const link = { provider: 'city', subject: 'subject-of-wang' }
        await ask('POST', '/api/v1/users/wang/identities', link, admins.system)
        const path = '/api/v1/session/second-factor'
        const begun = await ask('POST', path, { password: words.wang }, wang)
        assert.equal(begun.status, 201)
        const code = () => totp(begun.json.key)
        assert.equal((await ask('PUT', path, { code: code() }, wang)).status, 200)
        const codes = (await ask('GET', path, undefined, wang)).json.recovery_codes_left
        assert.equal(codes, 10)
        await city.next('subject-of-wang')
        const without = await goThrough('city')
        assert.equal(without.session.must, 'second_factor')
        await city.next('subject-of-wang', { claims: { amr: ['pwd', 'otp'] } })
        assert.equal((await goThrough('city')).session.must, null)
        await city.next('subject-of-wang', { claims: { amr: ['pwd', 'sms'], acr: 'otp' } })
        assert.equal((await goThrough('city')).session.must, 'second_factor')
    })

    test('a new key is fetched when the provider signs with one', async () => {
        assert.equal((await goThrough('city')).session.name, 'sun')
        await city.stop()
        await city.start(url, 'second')
        await city.next('subject-of-sun')
        assert.equal((await goThrough('city')).session.name, 'sun')
    })

    test('a provider that is down leaves the password', async () => {
        await park.stop()
        const browser = new Browser()
        const { location } = await browser.get(start('park', '/desk'))
        // Known addresses are kept: the browser itself finds nobody there.
        assert.ok(location.startsWith(park.url) || location.includes('problem=E-provider-down'))
        await signIn('sun', words.sun)
        await park.start(url, 'again')
    })

    test('one that goes down in between is said to be down', async () => {
        const browser = new Browser()
        const back = await browser.follow(start('city', '/desk'), isReturn)
        await city.stop()
        const { location } = await browser.get(back)
        assert.equal(location, `${url}/sign-in?problem=E-provider-down&next=%2Fdesk`)
        await city.start(url, 'third')
    })

    test('neither secrets nor codes are written to any log', async () => {
        await goThrough('city')
        const logs = readdirSync(folder).filter((name) => name.endsWith('.log'))
        assert.ok(logs.length > 0)
        for (const name of logs) {
            const text = readFileSync(join(folder, name), 'utf8')
            assert.ok(text.includes('/api/v1/session/providers/{provider}/return'), 'it is the log of requests')
            // A line says code=E-… of a problem; what came with the address is ?code= or &code=.
            for (const word of [secret, encodeURIComponent(secret), '?code=', '&code=', 'state='])
                assert.ok(!text.includes(word), `${word} in ${name}`)
        }
    })
})

// RFC 6238, for a key in base32.
function totp(key) {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
    const bits = [...key].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('')
    const bytes = bits.match(/.{8}/g).map((byte) => parseInt(byte, 2))
    const step = Buffer.alloc(8)
    step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
    const digest = createHmac('sha1', Buffer.from(bytes)).update(step).digest()
    const at = digest[digest.length - 1] & 0xf
    return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
