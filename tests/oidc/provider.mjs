// SPDX-License-Identifier: Apache-2.0
// A provider of identities for tests, as a process of its own:
//   node provider.mjs '{"port":…,"keys":[private JWK…],"redirect":"http://…","algorithm":"RS256"}'
//
// Whoever comes is signed in as the subject that the test has set last; POST /test sets it, and what
// is to be wrong with the next tokens: claims in place of others, and how they are signed.
import { createServer } from 'node:http'

import { importJWK, SignJWT, UnsecuredJWT, decodeJwt } from 'jose'
import Provider from 'oidc-provider'

const { port, keys, redirect, algorithm } = JSON.parse(process.argv[2])
const issuer = `http://localhost:${port}`
let now = { subject: 'nobody', claims: null, sign: 'own' }

const provider = new Provider(issuer, {
    clients: [
        {
            client_id: 'kechuang',
            client_secret: 'a secret: of 32 signs & more / %',
            redirect_uris: [redirect],
            id_token_signed_response_alg: algorithm,
        },
    ],
    jwks: { keys },
    cookies: { keys: ['for tests only'] },
    pkce: { methods: ['S256'], required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // Consent is given without asking.
    async loadExistingGrant(ctx) {
        const grant = new ctx.oidc.provider.Grant({
            clientId: ctx.oidc.client.clientId,
            accountId: ctx.oidc.session.accountId,
        })
        grant.addOIDCScope('openid')
        await grant.save()
        return grant
    },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
})

async function signedAnew(token) {
    const claims = { ...decodeJwt(token), ...now.claims }
    if (now.sign === 'none') return new UnsecuredJWT(claims).encode()
    // With another key under the right name.
    const { privateKey } = now.sign === 'other' ? { privateKey: await stranger() } : { privateKey: null }
    const key = privateKey ?? (await importJWK(keys[0], algorithm))
    return new SignJWT(claims).setProtectedHeader({ alg: algorithm, kid: keys[0].kid }).sign(key)
}

async function stranger() {
    const { generateKeyPair } = await import('jose')
    return (await generateKeyPair(algorithm)).privateKey
}

provider.use(async (ctx, next) => {
    await next()
    const isToken = ctx.path === '/token' && ctx.body?.id_token
    if (isToken && (now.claims || now.sign !== 'own'))
        ctx.body = { ...ctx.body, id_token: await signedAnew(ctx.body.id_token) }
})

const answer = provider.callback()
createServer((request, response) => {
    if (request.url === '/test') {
        let body = ''
        request.on('data', (part) => (body += part))
        request.on('end', () => {
            now = { claims: null, sign: 'own', ...JSON.parse(body) }
            response.end()
        })
    } else if (request.url.startsWith('/interaction/')) {
        const login = { accountId: now.subject, remember: false }
        provider.interactionFinished(request, response, { login }).catch((error) => {
            response.statusCode = 500
            response.end(String(error))
        })
    } else {
        answer(request, response)
    }
}).listen(port, 'localhost', () => console.log('listening'))
