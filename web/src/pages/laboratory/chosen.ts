// SPDX-License-Identifier: Apache-2.0
// What was changed in the laboratory, to and from the address: ?weights=input:40&normalise=prank
import type { LocationQuery } from 'vue-router'

import type { MethodKind } from '@/pages/evaluations/evaluation'

import { readMoved, writeMoved, type Moved } from './weights'

export const methodKinds: readonly MethodKind[] = ['normalise', 'aggregate', 'impute', 'treat']

export interface Chosen {
  moved: Moved
  methods: Partial<Record<MethodKind, string>>
}

export const unchanged = (): Chosen => ({ moved: {}, methods: {} })

// What the definition does not know or cannot carry is left out.
export function readChosen(
  query: LocationQuery,
  nodes: ReadonlySet<string>,
  calls: Record<MethodKind, ReadonlySet<string>>
): Chosen {
  const methods: Chosen['methods'] = {}
  for (const kind of methodKinds) {
    const call = query[kind]
    if (typeof call === 'string' && calls[kind].has(call)) methods[kind] = call
  }
  return { moved: readMoved(query['weights'], nodes), methods }
}

// The address's query with the choices in it; what else stands there is kept.
export function withChosen(query: LocationQuery, chosen: Chosen): LocationQuery {
  const result = { ...query }
  for (const name of ['weights', ...methodKinds]) delete result[name]
  const weights = writeMoved(chosen.moved)
  if (weights !== '') result['weights'] = weights
  return { ...result, ...chosen.methods }
}

export const countOf = (chosen: Chosen): number =>
  Object.keys(chosen.moved).length + Object.keys(chosen.methods).length

export const isSame = (a: Chosen, b: Chosen): boolean =>
  writeMoved(a.moved) === writeMoved(b.moved) &&
  methodKinds.every((kind) => a.methods[kind] === b.methods[kind])
