// SPDX-License-Identifier: Apache-2.0
import { beforeAll, expect, test, vi } from 'vitest'

import type { Chosen } from './chosen'

// The pages' language reads the browser, which a test has not.
vi.mock('@/i18n/language', () => ({
  language: { value: 'zh' },
  catalogue: (zh: unknown, en: unknown) => ({ zh, en }),
  messagesNow: ({ zh }: { zh: unknown }) => zh
}))
let stepMany: (typeof import('./step-many'))['stepMany']
let stepsAtOnce: number
let problems: typeof import('@/api/problem')
beforeAll(async () => {
  problems = await import('@/api/problem')
  ;({ stepMany, stepsAtOnce } = await import('./step-many'))
})

const some = (count: number): Map<number, Chosen> =>
  new Map(
    Array.from({ length: count }, (_, index) => [
      index + 1,
      { id: index + 1, version: 1, title: `第${index + 1}条` }
    ])
  )
const said = { title: '内容有误', detail: '', hint: '' }
const refused = (status: number, code: string, errors: object[]): Error =>
  problems.toProblem({ status, code, zh: said, en: said, errors }, status)
const refusal = (place: number): Error =>
  refused(422, 'E-record-step', [
    { pointer: `/records/${place}`, code: 'E-record-step', zh: '不能走', en: 'no' }
  ])

test('many go in parts, and nothing is left to do', async () => {
  const sent: number[] = []
  const told: number[] = []
  const chosen = some(stepsAtOnce + 3)
  const outcome = await stepMany(
    chosen,
    async (records) => {
      sent.push(records.length)
    },
    (done) => told.push(done)
  )
  expect(sent).toEqual([stepsAtOnce, 3])
  expect(told).toEqual([stepsAtOnce, stepsAtOnce + 3])
  expect(outcome).toEqual({ taken: stepsAtOnce + 3, kept: [] })
  expect(chosen.size).toBe(0)
})

test('what cannot be done is put aside with its reason, the others are done', async () => {
  const sent: number[][] = []
  const outcome = await stepMany(
    some(3),
    async (records) => {
      sent.push(records.map(({ id }) => id))
      if (records.some(({ id }) => id === 2)) throw refusal(1)
    },
    () => undefined
  )
  expect(sent).toEqual([
    [1, 2, 3],
    [1, 3]
  ])
  expect(outcome.taken).toBe(2)
  expect(outcome.kept.map(({ id }) => id)).toEqual([2])
  expect(outcome.kept[0]?.why).toContain('不能走')
})

test('a lost answer is asked for again under its key', async () => {
  const keys: string[] = []
  const outcome = await stepMany(
    some(1),
    async (_, key) => {
      keys.push(key)
      if (keys.length === 1) throw problems.noAnswer()
    },
    () => undefined
  )
  expect(keys.length).toBe(2)
  expect(keys[0]).toBe(keys[1])
  expect(outcome.taken).toBe(1)
})

test('a refusal of the whole ends it, and what is left stays chosen', async () => {
  const chosen = some(2)
  const whole = refused(403, 'E-forbidden', [])
  await expect(
    stepMany(
      chosen,
      () => Promise.reject(whole),
      () => undefined
    )
  ).rejects.toBe(whole)
  expect(chosen.size).toBe(2)
})
