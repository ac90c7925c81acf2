// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { faultsOf, lengthOf, type Account } from './accounts'

const account = (change: Partial<Account> = {}): Account => ({
  role: 'audit_administrator',
  name: '王五',
  password: 'lantern harbour',
  repeat: 'lantern harbour',
  ...change
})
const kinds = (one: Account, others: Account[] = []): string[] =>
  faultsOf(one, others, 10).map((fault) => `${fault.field} ${fault.kind}`)

it('takes a name with a long phrase typed twice', () => {
  expect(kinds(account())).toEqual([])
})

it('tells everything that is wrong at once', () => {
  expect(kinds(account({ name: ' ', password: 'short', repeat: '' }))).toEqual([
    'name missing',
    'password short'
  ])
})

it('counts characters, not units of UTF-16', () => {
  expect(lengthOf('𠮷野家')).toBe(3)
})

it('refuses a password with the name in it', () => {
  expect(kinds(account({ name: 'Lantern' }))).toEqual(['password has-name'])
})

it('refuses what another administrator has', () => {
  const other = account({ role: 'system_administrator' })
  expect(kinds(account(), [other])).toEqual(['name taken', 'password taken'])
})

it('refuses two different passwords', () => {
  expect(kinds(account({ repeat: 'lantern harbor' }))).toEqual(['repeat differs'])
})
