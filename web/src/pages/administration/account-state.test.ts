// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { accountState } from './account-state'

const now = Date.parse('2024-07-01T08:00:00Z')
const user = { open: true, locked_until: null, temporary_password_until: null }

it('is open when nothing speaks against it', () => {
  expect(accountState(user, now)).toBe('open')
  expect(accountState({ ...user, locked_until: '2024-07-01T07:59:00Z' }, now)).toBe('open')
})

it('says what matters most first', () => {
  const locked = { ...user, locked_until: '2024-07-01T08:10:00Z' }
  expect(accountState(locked, now)).toBe('locked')
  expect(accountState({ ...locked, open: false }, now)).toBe('closed')
  const temporary = { ...user, temporary_password_until: '2024-07-04T08:00:00Z' }
  expect(accountState(temporary, now)).toBe('temporary')
})
