// SPDX-License-Identifier: Apache-2.0
// Figures and names of an evaluation as several of its pages say them.
import { figure, rangeText } from '@/format/score'
import { standsClose, unitText } from '@/format/unit'
import { language, messagesNow } from '@/i18n/language'

import type { EvaluationNode, RankedUnit, Way } from './evaluation'
import { shared } from './shared-messages'

// "54.2%", "26 家"; a dash where there is none.
export function figureText(value: number | null | undefined, unit: string | null): string {
  if (value === null || value === undefined) return '—'
  const words = unitText(unit ?? '', language.value)
  if (words === '') return figure(value)
  return standsClose(words) ? figure(value) + words : `${figure(value)} ${words}`
}

// The unit of an indicator or leaf; what is divided has none of its own.
export function unitOf(nodes: readonly EvaluationNode[], code: string): string | null {
  const node = nodes.find((one) => one.code === code || one.code.endsWith(`/${code}`))
  return node && node.per === null ? node.unit : null
}

// The change of the figure as it stands in the table, where that is not the indicator itself.
export function columnChange(way: Way): string {
  const isItself = Math.abs(way.column_change - (way.to - way.from)) < 1e-9
  if (isItself) return ''
  const by = figure(way.column_change)
  return `${way.column} ${way.column_change > 0 ? `+${by}` : by}`
}

// "growth", "bonus:deduction": what changes a score after it was put together, and by which column.
const kinds = ['growth', 'penalty', 'calibrate', 'bonus', 'veto'] as const
export function adjustmentText(name: string): string {
  const t = messagesNow(shared)
  const [stem = '', column] = name.split(':')
  const kind = kinds.find((one) => one === stem)
  if (!kind) return name
  return column === undefined ? t[kind] : t.ofColumn(t[kind], column)
}

const grades = [
  'lead',
  'follow',
  'catch_up',
  'excellent',
  'good',
  'qualified',
  'unqualified'
] as const
// A grade nobody has named comes back as it is in the definition.
export function gradeText(grade: string | null): string {
  if (grade === null) return ''
  const known = grades.find((one) => one === grade)
  return known ? messagesNow(shared)[known] : grade
}

// Groups are words of the table. The kinds of counties have names in both languages; others come
// back as they are.
export function groupText(group: string | null): string {
  const t = messagesNow(shared)
  if (group === null) return t.noGroup
  if (group === 'county') return t.group_county
  if (group === 'district') return t.group_district
  return group === 'county-level city' ? t.group_city : group
}

export function bandText(unit: RankedUnit): string {
  if (!unit.band) return ''
  const t = messagesNow(shared)
  const { first, last } = unit.band
  return first === last ? t.single : t.tied(rangeText(first, last))
}
