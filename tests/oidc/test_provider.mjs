// SPDX-License-Identifier: Apache-2.0
// A provider of identities for a test, with the processes it and the test start.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'

import { exportJWK, generateKeyPair } from 'jose'

const here = dirname(fileURLToPath(import.meta.url))
export const secret = 'a secret: of 32 signs & more / %'

const running = new Set()
after(() => running.forEach((child) => child.kill('SIGKILL')))

export function freePort() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address()
            server.close(() => resolve(port))
        })
    })
}

export function started(words, mark, env = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(words[0], words.slice(1), {
            stdio: ['ignore', 'pipe', 'pipe'],
            env: { ...process.env, ...env },
        })
        running.add(child)
        let heard = ''
        const timer = setTimeout(() => reject(new Error(`not ready: ${heard}`)), 20_000)
        const listen = (data) => {
            heard += data
            if (!heard.includes(mark)) return
            clearTimeout(timer)
            resolve(child)
        }
        child.stdout.on('data', listen)
        child.stderr.on('data', listen)
        child.once('exit', (code) => reject(new Error(`ended (${code}): ${heard}`)))
    })
}

export async function stopped(child) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    running.delete(child)
}

async function newKey(algorithm, kid) {
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
    return { ...(await exportJWK(privateKey)), kid, use: 'sig', alg: algorithm }
}

export class TestProvider {
    constructor(code, port, algorithm) {
        Object.assign(this, { code, port, algorithm, url: `http://localhost:${port}` })
    }

    async start(office, kid) {
        const keys = [await newKey(this.algorithm, kid)]
        const redirect = `${office}/api/v1/session/providers/${this.code}/return`
        const setting = JSON.stringify({ port: this.port, keys, redirect, algorithm: this.algorithm })
        this.child = await started([process.execPath, join(here, 'provider.mjs'), setting], 'listening')
    }

    stop() {
        return stopped(this.child)
    }

    // Who signs in next, and what is wrong with the tokens then.
    async next(subject, more = {}) {
        await fetch(`${this.url}/test`, { method: 'POST', body: JSON.stringify({ subject, ...more }) })
    }
}
