// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { idleState } from './idle'

const half = 1_800
const at = (seconds: number): number => seconds * 1_000

it('leaves somebody alone who was just active', () => {
  expect(idleState(at(100), at(90), at(0), half)).toEqual({ kind: 'rest' })
})

it('tells the server of somebody who types for long without asking anything', () => {
  expect(idleState(at(400), at(395), at(0), half)).toEqual({ kind: 'tell' })
})

it('tells the server nothing about somebody who has left', () => {
  expect(idleState(at(1_000), at(10), at(20), half)).toEqual({ kind: 'rest' })
})

it('warns two minutes before, counting down', () => {
  expect(idleState(at(1_679), at(0), at(1), half)).toEqual({ kind: 'rest' })
  expect(idleState(at(1_680), at(0), at(1), half)).toEqual({ kind: 'warn', secondsLeft: 120 })
  expect(idleState(at(1_799.5), at(0), at(1), half)).toEqual({ kind: 'warn', secondsLeft: 1 })
})

it('is over when the time is', () => {
  expect(idleState(at(1_800), at(0), at(1), half)).toEqual({ kind: 'over' })
})
