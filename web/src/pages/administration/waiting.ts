// SPDX-License-Identifier: Apache-2.0
// What waits for a second person: grants and resets, as far as the reader is asked about them.
import { computed } from 'vue'

import { may } from '@/api/session'
import { useAnswer, type Waiting } from '@/api/use-answer'

import { readResets, readWaiting, type Grant, type Reset } from './administration'

export interface ToConfirm {
  grants: Grant[]
  resets: Reset[]
}

export function useToConfirm(): Waiting<ToConfirm> {
  const rights = computed(() => [may('confirm_grant'), may('confirm_reset')] as const)
  return useAnswer(
    async (signal) => {
      const [seesGrants, seesResets] = rights.value
      const [grants, resets] = await Promise.all([
        seesGrants ? readWaiting(signal) : [],
        seesResets ? readResets(signal) : []
      ])
      return { grants, resets: resets.filter(({ state }) => state === 'waiting') }
    },
    () => rights.value.join()
  )
}

// Nobody confirms what they asked for themselves or what is about themselves.
export const isOthers = (
  one: { account: string },
  asker: string,
  me: string | null | undefined
): boolean => one.account !== me && asker !== me
