// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import type { Right } from '@/api/types'

import { partsFor, personPath } from './parts'

const holding =
  (...rights: Right[]) =>
  (right: Right): boolean =>
    rights.includes(right)

it('gives each administrator their own parts', () => {
  const system = holding('see_users', 'create_user', 'confirm_grant')
  const security = holding('see_users', 'see_roles', 'grant_role', 'explain_access')
  const audit = holding('see_users', 'see_roles', 'explain_access', 'read_journal')
  expect(partsFor(system)).toEqual(['people', 'waiting'])
  expect(partsFor(security)).toEqual(['people', 'roles', 'loans', 'explain'])
  expect(partsFor(audit)).toEqual(['people', 'roles', 'loans', 'explain', 'journal'])
})

it('gives those who only confirm nothing but that', () => {
  expect(partsFor(holding('read', 'confirm_grant'))).toEqual(['waiting'])
  expect(partsFor(holding('confirm_reset'))).toEqual(['waiting'])
  expect(partsFor(holding('read', 'record_facts'))).toEqual([])
})

it('keeps a name whole in an address', () => {
  expect(personPath('张三/四')).toBe('/administration/people/%E5%BC%A0%E4%B8%89%2F%E5%9B%9B')
})
