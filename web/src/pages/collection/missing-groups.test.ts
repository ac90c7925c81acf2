// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import type { DeskItem } from './collection'
import { missingGroups } from './missing-groups'

const item = (form: string, unit: string, period: string, reminder = false): DeskItem => ({
  form: { code: form, name: { zh: form, en: form } },
  unit: { code: unit, name: { zh: unit, en: unit } },
  period,
  state: 'open',
  progress: 'late',
  deadline: `${period}-05`,
  days_left: -3,
  version: 0,
  duty: null,
  reason: null,
  by: null,
  reminder
})

it('puts together who is missing for the same form and period, the latest first', () => {
  const groups = missingGroups([
    item('a', '1', '2024-05'),
    item('a', '2', '2024-06'),
    item('a', '3', '2024-05'),
    item('b', '1', '2024-06')
  ])
  expect(
    groups.map(({ form, period, items }) => [form.code, period, items.map((one) => one.unit.code)])
  ).toEqual([
    ['a', '2024-06', ['2']],
    ['b', '2024-06', ['1']],
    ['a', '2024-05', ['1', '3']]
  ])
})

it('is due for a reminder when any of its sheets is', () => {
  const [group] = missingGroups([item('a', '1', '2024-06'), item('a', '2', '2024-06', true)])
  expect(group?.isReminderDay).toBe(true)
})
