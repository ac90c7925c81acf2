// SPDX-License-Identifier: Apache-2.0
// What the parts of the review share.
import type { InjectionKey } from 'vue'

import type { Bound } from '@/api/types'
import type { FieldProblem } from '@/components/error-summary.vue'

import type { Correction, DraftTarget } from './draft'

// Keeps corrections; what is wrong with them comes back, nothing when all were kept.
export type Correct = (corrections: readonly Correction[]) => Promise<readonly FieldProblem[]>
export const correctKey: InjectionKey<Correct> = Symbol('correct')

const surePercent = 70

// Worth a person's look: nothing to compute it from, or the reader was not sure and nobody has
// confirmed it since.
export function isDoubtful(target: DraftTarget): boolean {
  return target.indicator === null || isUnsure(target)
}
export function isUnsure(target: DraftTarget): boolean {
  return target.confidence_percent < surePercent && target.corrected.length === 0
}

export const bounds: readonly { bound: Bound; key: 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'about' | 'range' | 'rank' }[] = [
  { bound: '=', key: 'eq' },
  { bound: '>=', key: 'ge' },
  { bound: '>', key: 'gt' },
  { bound: '<=', key: 'le' },
  { bound: '<', key: 'lt' },
  { bound: '~', key: 'about' },
  { bound: 'range', key: 'range' },
  { bound: 'rank<=', key: 'rank' }
]

// Only what was changed goes to the server: a correction is kept under somebody's name.
export function changedFields(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => (before[field] ?? '') !== value.trim())
      .map(([field, value]) => [field, value.trim()])
  )
}
