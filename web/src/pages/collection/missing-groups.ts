// SPDX-License-Identifier: Apache-2.0
// What others still owe, by form and period: one line says who is missing, and can be sent to them.
import type { DeskItem } from './collection'

export interface MissingGroup {
  form: DeskItem['form']
  period: string
  deadline: string
  daysLeft: number
  isReminderDay: boolean
  items: DeskItem[]
}

// The latest deadline first: that is what can still be had; what is old stays visible below.
export function missingGroups(items: readonly DeskItem[]): MissingGroup[] {
  const groups = new Map<string, MissingGroup>()
  for (const item of items) {
    const key = `${item.form.code} ${item.period}`
    const group = groups.get(key) ?? {
      form: item.form,
      period: item.period,
      deadline: item.deadline,
      daysLeft: item.days_left,
      isReminderDay: false,
      items: []
    }
    group.items.push(item)
    group.isReminderDay ||= item.reminder
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.deadline.localeCompare(a.deadline))
}
