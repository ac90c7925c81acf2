// SPDX-License-Identifier: Apache-2.0
import { expect, test, vi } from 'vitest'

import type { SeenRecord } from './record'

// The pages' language reads the browser, which a test has not.
vi.mock('@/i18n/language', () => ({ language: { value: 'zh' } }))
const { hasRunOut } = await import('./run-out')

const registry = { validity: { from: 'from', to: 'to' } }
const ending = (to: string | null, life: SeenRecord['life'] = 'open') =>
  ({ life, values: { to: { text: to, sight: 'clear' } } }) as unknown as SeenRecord

test('the last day still counts, the day after does not', () => {
  expect(hasRunOut(registry, ending('2026-03-31'), '2026-03-31')).toBe(false)
  expect(hasRunOut(registry, ending('2026-03-31'), '2026-04-01')).toBe(true)
})

test('what has no end, is hidden, was ended, or has no dates at all does not run out', () => {
  expect(hasRunOut(registry, ending(null), '2026-04-01')).toBe(false)
  expect(hasRunOut(registry, ending('2020-01-01', 'closed'), '2026-04-01')).toBe(false)
  expect(hasRunOut({ validity: null }, ending('2020-01-01'), '2026-04-01')).toBe(false)
  expect(hasRunOut({ validity: { from: 'from', to: null } }, ending('2020-01-01'))).toBe(false)
})
