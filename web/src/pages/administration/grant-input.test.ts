// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import type { RoleText } from './administration'
import { emptyDraft, inputOf, missingIn } from './grant-input'

const role = (needs: Partial<RoleText['needs']>): RoleText => ({
  code: 'role.x',
  name: { zh: '甲', en: 'x' },
  duty: { zh: '', en: '' },
  group: 'office',
  administrator: false,
  needs_second: false,
  needs: { units: false, sections: false, body: false, ...needs },
  second_factor: false,
  days_max: null,
  excludes: [],
  authorities: [],
  denials: [],
  not_own: []
})

it('asks for what the role needs and nothing else', () => {
  expect(missingIn(emptyDraft(), undefined)).toEqual(['role'])
  expect(missingIn(emptyDraft(), role({ units: true }))).toEqual(['units'])
  expect(missingIn(emptyDraft(), role({ sections: true, body: true }))).toEqual([
    'sections',
    'body'
  ])
  expect(missingIn(emptyDraft(), role({}))).toEqual([])
})

it('takes codes that are on no list', () => {
  const draft = { ...emptyDraft(), other: ' 341802，341821 ' }
  expect(missingIn(draft, role({ units: true }))).toEqual([])
  expect(inputOf(draft, role({ units: true }))).toEqual({
    role: 'role.x',
    units: ['341802', '341821']
  })
})

it('leaves out what was chosen for another role', () => {
  const draft = { ...emptyDraft(), units: ['341802'], body: '9134', to: '2024-12-31' }
  expect(inputOf(draft, role({}))).toEqual({ role: 'role.x', to: '2024-12-31' })
})
