// SPDX-License-Identifier: Apache-2.0
// Facts carry codes of units; this gives their names. Read once; a code nobody knows stays a code.
import { ref } from 'vue'

import { said } from '@/i18n/language'

import { get } from './http'
import type { UnitList, Words } from './types'

const names = ref<ReadonlyMap<string, Words> | null>(null)
let asked: Promise<void> | null = null

export function useUnitNames(): (code: string) => string {
  asked ??= get<UnitList>('/units')
    .then(
      ({ data }) => void (names.value = new Map(data.items.map((unit) => [unit.code, unit.name])))
    )
    .catch(() => void (asked = null))
  return (code) => {
    const name = names.value?.get(code)
    return name ? said(name) : code
  }
}
