// SPDX-License-Identifier: Apache-2.0
// One change at a time: whether it is under way, and what came of it.
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

import { asProblem } from './failure'
import type { Problem } from './problem'

export interface Action {
  busy: Ref<boolean>
  trouble: ShallowRef<Problem | null>
  run: (act: () => Promise<void>) => Promise<boolean> // false when it was refused
}

export function useAction(): Action {
  const busy = ref(false)
  const trouble = shallowRef<Problem | null>(null)
  async function run(act: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    trouble.value = null
    try {
      await act()
      return true
    } catch (error) {
      trouble.value = asProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, trouble, run }
}
