// SPDX-License-Identifier: Apache-2.0
// What those read about firms who may not see them: who is not signed in is told why a firm would.
import { computed, type ComputedRef } from 'vue'

import type { Refusal } from '@/components/page-frame.vue'
import { useMessages } from '@/i18n/language'
import { sharedMessages } from '@/pages/registries/shared-messages'

import { messages } from './messages'

export function useRefusal(): ComputedRef<Refusal> {
  const t = useMessages(messages)
  const words = useMessages(sharedMessages)
  return computed(() => ({
    ...words.value,
    signInTitle: t.value.signInTitle,
    signInText: t.value.signInText
  }))
}
