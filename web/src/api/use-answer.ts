// SPDX-License-Identifier: Apache-2.0
// An answer that a page waits for: its data, its problem, and whether it has taken so long that
// the reader should be told (300 ms). Asks again when what it depends on changes.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'

import { Problem, strangeAnswer } from './problem'

export const quietMs = 300

export interface Waiting<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<Problem | null>
  slow: Ref<boolean>
  again: () => void
}

export function useAnswer<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  dependsOn: () => unknown = () => null
): Waiting<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const slow = ref(false)
  let running: AbortController | null = null
  let timer = 0

  async function start(): Promise<void> {
    running?.abort()
    const mine = new AbortController()
    running = mine
    problem.value = null
    window.clearTimeout(timer)
    timer = window.setTimeout(() => (slow.value = true), quietMs)
    try {
      const answer = await ask(mine.signal)
      if (mine === running) data.value = answer
    } catch (error) {
      if (mine !== running || mine.signal.aborted) return
      if (!(error instanceof Problem)) console.error(error)
      problem.value = error instanceof Problem ? error : strangeAnswer(0)
    } finally {
      if (mine === running) {
        window.clearTimeout(timer)
        slow.value = false
      }
    }
  }

  watch(dependsOn, () => {
    data.value = null
    void start()
  })
  void start()
  onScopeDispose(() => {
    window.clearTimeout(timer)
    running?.abort()
    running = null
  })
  return { data, problem, slow, again: () => void start() }
}
