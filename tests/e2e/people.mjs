// SPDX-License-Identifier: Apache-2.0
// People with a role of the pack, made as administrators make them.
import assert from 'node:assert/strict'

import { administrators } from './office.mjs'

const [system, security] = administrators

// `scope` such as { units: ['341802'] } or { sections: [...] }; an account without a role when `role`
// is null.
export async function makePerson(office, who, role, scope) {
    await office.signIn(system)
    const made = await office.ask('POST', '/api/v1/users', who)
    assert.equal(made.status, 201, JSON.stringify(made.json))
    if (role === null) return
    await office.signIn(security)
    const path = `/api/v1/users/${encodeURIComponent(who.name)}/grants`
    const given = await office.ask('POST', path, { role, ...scope })
    assert.equal(given.status, 201, JSON.stringify(given.json))
    // A role that shows secret fields takes effect when a second administrator agrees.
    if (given.json.state !== 'waiting') return
    await office.signIn(system)
    const agreed = await office.ask('POST', `/api/v1/grants/${given.json.number}/confirmation`)
    assert.equal(agreed.json.state, 'live', JSON.stringify(agreed.json))
}
