// SPDX-License-Identifier: Apache-2.0
// One step with many chosen records, as many at a time as the server takes at once. A record that
// cannot take the step keeps its request back; it is put aside with the reason, the others go again.
import { sentence } from '@/api/failure'
import { change, freshKey } from '@/api/http'
import { fieldWords, Problem } from '@/api/problem'

import { chosenOf, type Chosen } from './chosen'
import { readRecords, type RecordStep } from './record'
import { pageRows } from './record-pages'

export const stepsAtOnce = 500

export interface KeptBack extends Chosen {
  why: string
}
export interface StepsTaken {
  taken: number
  kept: KeptBack[]
}

export type SendSteps = (records: readonly Chosen[], key: string) => Promise<void>
export const sendSteps =
  (registry: string, step: RecordStep, reason: string): SendSteps =>
  async (records, key) => {
    const body = {
      step,
      ...(reason === '' ? {} : { reason }),
      records: records.map(({ id, version }) => ({ id, version }))
    }
    await change('POST', `/records/${encodeURIComponent(registry)}/steps`, body, { key })
  }

// What of a request was refused, by its place in it. Empty when the refusal is about none of them.
function refusedIn(problem: Problem): Map<number, string> {
  const refused = new Map<number, string>()
  for (const field of problem.fields) {
    const place = /^\/records\/(\d+)$/.exec(field.pointer)
    if (place) refused.set(Number(place[1]), sentence(fieldWords(field)))
  }
  return refused
}

// Takes what is done out of `chosen`, so that what is left can be tried again. A request whose
// answer was lost goes once more under its key.
export async function stepMany(
  chosen: Map<number, Chosen>,
  send: SendSteps,
  progress: (done: number, of: number) => void
): Promise<StepsTaken> {
  const outcome: StepsTaken = { taken: 0, kept: [] }
  const of = chosen.size
  while (chosen.size > 0) {
    const part = [...chosen.values()].slice(0, stepsAtOnce)
    const key = freshKey()
    try {
      await send(part, key).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 0) return send(part, key)
        throw error
      })
      part.forEach(({ id }) => chosen.delete(id))
      outcome.taken += part.length
    } catch (error) {
      const refused = error instanceof Problem ? refusedIn(error) : new Map<number, string>()
      if (refused.size === 0) throw error
      for (const [place, why] of refused) {
        const one = part[place]
        if (!one) continue
        outcome.kept.push({ ...one, why })
        chosen.delete(one.id)
      }
    }
    progress(of - chosen.size, of)
  }
  return outcome
}

// Every record of the list, page by page.
export async function chooseAll(
  registry: string,
  question: Parameters<typeof readRecords>[1],
  chosen: Map<number, Chosen>,
  progress: (read: number) => void,
  signal: AbortSignal
): Promise<void> {
  let cursor: string | null = null
  do {
    const plain = { ...question.plain, limit: pageRows, cursor }
    const page = await readRecords(registry, { ...question, plain }, signal)
    page.items.forEach((one) => chosen.set(one.id, chosenOf(one)))
    progress(chosen.size)
    cursor = page.next_cursor
  } while (cursor !== null)
}
