// SPDX-License-Identifier: Apache-2.0
// What the office reminds its reader of. A sheet or a day on which records run out stands once,
// however often it was reminded of.
import type { Words } from '@/api/types'

export interface Notice {
  number: number
  made_on: string
  kind: 'sheet' | 'expiry'
  subject: string // code of the form or registry
  name: Words | null
  unit: string | null
  period: string | null
  due: string
  days_left: number
  records: number | null
}

// The newest of each, those first that are due first.
export function once(notices: readonly Notice[]): Notice[] {
  const newest = new Map<string, Notice>()
  for (const one of notices) {
    const key = [one.kind, one.subject, one.unit, one.period, one.due].join(' ')
    const before = newest.get(key)
    if (!before || before.number < one.number) newest.set(key, one)
  }
  return [...newest.values()].sort((a, b) => a.days_left - b.days_left || b.number - a.number)
}
