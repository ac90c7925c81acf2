// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { placeAfter } from './place-after'

it('goes on to a page of this office', () => {
  expect(placeAfter('/enter?target=xc2024.rd')).toBe('/enter?target=xc2024.rd')
})

it('never leaves the office', () => {
  for (const next of ['//evil.example/', '/\\evil.example', 'https://evil.example/', '', undefined])
    expect(placeAfter(next)).toBe('/')
})

it('does not come back to where it is', () => {
  expect(placeAfter('/sign-in?next=/x')).toBe('/')
})

it('goes home where nothing was asked for', () => {
  expect(placeAfter(undefined, '/account')).toBe('/account')
  expect(placeAfter('/', '/account')).toBe('/account')
})
