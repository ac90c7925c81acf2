// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import type { RoleText } from './administration'
import { grouped, needsOf } from './roles'

const role = (code: string, group: string): RoleText => ({
  code,
  name: { zh: code, en: code },
  duty: { zh: '', en: '' },
  group,
  administrator: false,
  needs_second: false,
  needs: { units: true, sections: false, body: false },
  second_factor: false,
  days_max: null,
  excludes: [],
  authorities: [],
  denials: [],
  not_own: []
})

it('groups roles in the order given, unknown groups last', () => {
  const list = [role('a', 'system'), role('b', 'moon'), role('c', 'office'), role('d', 'system')]
  expect(
    grouped(list, ['office', 'system']).map(({ group, roles }) => [group, roles.length])
  ).toEqual([
    ['office', 1],
    ['system', 2],
    ['moon', 1]
  ])
})

it('tells what a grant has to name', () => {
  expect(needsOf(role('a', 'office'))).toEqual(['units'])
})
