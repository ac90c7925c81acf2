// SPDX-License-Identifier: Apache-2.0
// Which targets come first, and what has to be decided today. Pure functions over the answer.
import type { Status, Target } from '@/api/types'
import { compareShare } from '@/format/decimal'

export type Group = 'act' | 'blind' | 'fine'
export type Order = 'attention' | 'plan' | 'age'

const groups: Record<Status, Group> = {
  off_track: 'act',
  at_risk: 'act',
  stale: 'blind',
  unknown: 'blind',
  on_track: 'fine',
  achieved: 'fine'
}
export const groupOf = (status: Status): Group => groups[status]
export const groupOrder: readonly Group[] = ['act', 'blind', 'fine']

const rank: Record<Status, number> = {
  off_track: 0,
  at_risk: 1,
  stale: 2,
  unknown: 3,
  on_track: 4,
  achieved: 5
}

// The larger share of the target is missing, the earlier; what has no gap comes after what has one.
function byMissingShare(a: Target, b: Target): number {
  if (a.gap === null || b.gap === null) return Number(a.gap === null) - Number(b.gap === null)
  return -(compareShare(a.gap, a.target, b.gap, b.target) ?? 0)
}

// A base value goes before the stretch value of the same figure, whatever is missing to either.
function byLevel(a: Target, b: Target): number {
  return Number(a.level === 'stretch') - Number(b.level === 'stretch')
}

// Sorting is stable, so what is equal stays in the order of the plan.
export function ordered(targets: readonly Target[], order: Order): Target[] {
  const list = [...targets]
  if (order === 'plan') return list
  if (order === 'age') return list.sort((a, b) => (b.age_days ?? -1) - (a.age_days ?? -1))
  return list.sort(
    (a, b) => rank[a.status] - rank[b.status] || byLevel(a, b) || byMissingShare(a, b)
  )
}

export interface Counts {
  off: number
  risk: number
  blind: number
  fine: number
}

export function count(targets: readonly Target[]): Counts {
  const of = (...statuses: Status[]): number =>
    targets.filter((target) => statuses.includes(target.status)).length
  return {
    off: of('off_track'),
    risk: of('at_risk'),
    blind: of('unknown', 'stale'),
    fine: of('on_track', 'achieved')
  }
}

export type Decision =
  { kind: 'target'; target: Target } | { kind: 'blind' | 'owner'; count: number }

export const decisionsMax = 3

// At most three: targets that slip, worst first, then what keeps the others from being judged. The
// stretch value of a figure whose base value is listed already needs no second decision.
export function decisions(targets: readonly Target[]): { shown: Decision[]; more: number } {
  const seen = new Set<string>()
  const slipping = ordered(targets, 'attention').filter((target) => {
    if (groupOf(target.status) !== 'act') return false
    if (target.indicator === null) return true
    const key = `${target.indicator} ${target.horizon}`
    return seen.has(key) ? false : (seen.add(key), true)
  })
  const all: Decision[] = slipping.map((target) => ({ kind: 'target', target }))
  const lacking = (kind: 'blind' | 'owner', test: (one: Target) => boolean): void => {
    const found = targets.filter(test).length
    if (found > 0) all.push({ kind, count: found })
  }
  lacking('blind', (target) => groupOf(target.status) === 'blind')
  lacking('owner', (target) => target.owners.length === 0)
  const shown = all.slice(0, decisionsMax)
  return { shown, more: Math.max(0, slipping.length - decisionsMax) }
}
