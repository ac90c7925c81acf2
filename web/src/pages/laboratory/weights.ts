// SPDX-License-Identifier: Apache-2.0
// Weights that were moved, as they stand in the address and as the server is asked. A slider goes
// from 0 to 100 in whole numbers; what counts is its share among the sliders of the same node.
import type { EvaluationNode } from '@/pages/evaluations/evaluation'

export type Moved = Readonly<Record<string, number>> // node to the slider's place
export const placeMax = 100

// A node with the children whose weights are set against each other.
export interface Family {
  node: EvaluationNode
  children: EvaluationNode[]
}

export function familiesOf(nodes: readonly EvaluationNode[]): Family[] {
  return nodes
    .map((node) => ({
      node,
      children: nodes.filter((one) => one.parent === node.code)
    }))
    .filter((family) => !family.node.is_leaf && family.children.length > 1)
}

// "input:40,rd_gdp:12" of the address; what is no known node or no place is left out.
export function readMoved(text: unknown, known: ReadonlySet<string>): Moved {
  const moved: Record<string, number> = {}
  if (typeof text !== 'string') return moved
  for (const pair of text.split(',')) {
    const cut = pair.lastIndexOf(':')
    const [code, digits] = [pair.slice(0, cut), pair.slice(cut + 1)]
    if (cut > 0 && known.has(code) && /^\d{1,3}$/.test(digits) && Number(digits) <= placeMax)
      moved[code] = Number(digits)
  }
  return moved
}

export function writeMoved(moved: Moved): string {
  return Object.entries(moved)
    .map(([code, place]) => `${code}:${place}`)
    .join(',')
}

// The share by the definition.
export function officialShare(family: Family, child: EvaluationNode): number {
  return child.share ?? 1 / family.children.length
}

// Places of all sliders: what was moved, the others where the definition has them.
export function placesOf(family: Family, moved: Moved): Map<string, number> {
  return new Map(
    family.children.map((child) => [
      child.code,
      moved[child.code] ?? officialShare(family, child) * placeMax
    ])
  )
}

// What the sliders mean; null when all stand at 0, for then nothing would count.
export function sharesOf(places: ReadonlyMap<string, number>): Map<string, number> | null {
  const sum = [...places.values()].reduce((total, place) => total + place, 0)
  if (sum <= 0) return null
  return new Map([...places].map(([code, place]) => [code, place / sum]))
}

// The weights to ask for: all children of every node in which one was moved, so that they are on
// one scale. null when a node has nothing that counts.
export function askedWeights(
  families: readonly Family[],
  moved: Moved
): Record<string, number> | null {
  const asked: Record<string, number> = {}
  for (const family of families) {
    if (!family.children.some((child) => child.code in moved)) continue
    const places = placesOf(family, moved)
    if (!sharesOf(places)) return null
    for (const [code, place] of places) asked[code] = place
  }
  return asked
}
