// SPDX-License-Identifier: Apache-2.0
// Facts carry codes of units; this gives their names and their places in a tile map. Read once; a
// code nobody knows stays a code.
import { computed, ref, type ComputedRef } from 'vue'

import { said } from '@/i18n/language'

import { get } from './http'
import type { Tile, Unit, UnitList } from './types'

const units = ref<ReadonlyMap<string, Unit> | null>(null)
let asked: Promise<void> | null = null

function ask(): void {
  asked ??= get<UnitList>('/units')
    .then(({ data }) => void (units.value = new Map(data.items.map((unit) => [unit.code, unit]))))
    .catch(() => void (asked = null))
}

export function useUnitNames(): (code: string) => string {
  ask()
  return (code) => {
    const unit = units.value?.get(code)
    return unit ? said(unit.name) : code
  }
}

// All units, in the plan's order; none while they are read.
export function useUnits(): ComputedRef<Unit[]> {
  ask()
  return computed(() => [...(units.value?.values() ?? [])])
}

// The units' places, in their order; null unless each has one of its own.
export function useTiles(codes: () => readonly string[]): ComputedRef<Tile[] | null> {
  ask()
  return computed(() => {
    const tiles = codes().flatMap((code) => units.value?.get(code)?.tile ?? [])
    const places = new Set(tiles.map(({ column, row }) => `${column} ${row}`))
    return places.size === codes().length ? tiles : null
  })
}
