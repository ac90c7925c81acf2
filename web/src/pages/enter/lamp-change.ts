// SPDX-License-Identifier: Apache-2.0
// What a change of figures did to the targets.
import type { Target } from '@/api/types'

export interface LampChange {
  before: Target | null // null: the target is new
  after: Target
}

// Targets that stand differently now, and those that rest on one of `indicators` anyway.
export function lampChanges(
  before: readonly Target[],
  after: readonly Target[],
  indicators: ReadonlySet<string>
): LampChange[] {
  const known = new Map(before.map((target) => [target.code, target]))
  return after
    .map((target) => ({ before: known.get(target.code) ?? null, after: target }))
    .filter(
      ({ before: old, after: now }) =>
        old === null ||
        old.status !== now.status ||
        old.value !== now.value ||
        (now.indicator !== null && indicators.has(now.indicator))
    )
}
