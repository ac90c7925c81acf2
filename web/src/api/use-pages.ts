// SPDX-License-Identifier: Apache-2.0
// A list that comes in pages: the first one when what it depends on changes, the next when asked.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'

import type { Page } from './types'
import { useAction, type Action } from './use-action'
import { useAnswer, type Waiting } from './use-answer'

export interface Paged<T> {
  answer: Waiting<Page<T>>
  items: ComputedRef<T[]>
  hasMore: ComputedRef<boolean>
  more: () => Promise<boolean>
  action: Action
}

export function usePages<T>(
  ask: (cursor: string | null, signal?: AbortSignal) => Promise<Page<T>>,
  dependsOn: () => unknown = () => null
): Paged<T> {
  const later: ShallowRef<T[]> = shallowRef([])
  const cursor: Ref<string | null> = ref(null)
  const answer = useAnswer((signal) => ask(null, signal), dependsOn)
  watch(answer.data, (first) => {
    later.value = []
    cursor.value = first?.next_cursor ?? null
  })
  const action = useAction()
  const more = (): Promise<boolean> =>
    action.run(async () => {
      const of = answer.data.value
      const page = await ask(cursor.value)
      // Another question was asked meanwhile.
      if (of !== answer.data.value) return
      later.value = [...later.value, ...page.items]
      cursor.value = page.next_cursor
    })
  return {
    answer,
    items: computed(() => [...(answer.data.value?.items ?? []), ...later.value]),
    hasMore: computed(() => cursor.value !== null),
    more,
    action
  }
}
