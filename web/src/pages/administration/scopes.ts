// SPDX-License-Identifier: Apache-2.0
// Units and sections by name, for granting and for asking why. Read once a page.
import { computed, type ComputedRef } from 'vue'

import { get } from '@/api/http'
import { session } from '@/api/session'
import { useAnswer } from '@/api/use-answer'
import type { Words } from '@/api/types'
import { said } from '@/i18n/language'

export interface Scope {
  code: string
  name: Words
  parent: string | null
}

export interface Scopes {
  units: Scope[]
  sections: Scope[]
}

const none: Scopes = { units: [], sections: [] }
async function readScopes(signal: AbortSignal): Promise<Scopes> {
  if (!session.value?.signed_in) return none
  return (await get<Scopes>('/grants/scopes', {}, signal)).data
}

// Where the list cannot be had, codes are shown and may be typed; that is no reason to stop.
export function useScopes(): {
  scopes: ComputedRef<Scopes>
  nameOf: (code: string) => string
} {
  const answer = useAnswer(readScopes, () => session.value?.signed_in)
  const scopes = computed(() => answer.data.value ?? none)
  const names = computed(
    () => new Map([...scopes.value.units, ...scopes.value.sections].map((one) => [one.code, one]))
  )
  const nameOf = (code: string): string => {
    const found = names.value.get(code)
    return found ? said(found.name) : code
  }
  return { scopes, nameOf }
}
