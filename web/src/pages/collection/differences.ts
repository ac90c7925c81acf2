// SPDX-License-Identifier: Apache-2.0
// What changed on a sheet: each figure against the one handed in before, the published one, the
// last period, last year and what is counted from records. For whoever signs, verifies or publishes.
import { isZero, roughly, subtract } from '@/format/decimal'
import type { Exact, Words } from '@/api/types'

import type { CellDifference, Sheet } from './collection'

export type Against = CellDifference['against'] | 'former'

export interface Compared {
  value: Exact
  difference: Exact | null // the figure minus this one; null where there is no figure
  percent: number | null // of this one, rounded to one digit; null where it would be of nothing
}

export interface ComparedRow {
  field: string
  name: Words
  unit: string
  value: Exact | null
  explanation: string
  against: Partial<Record<Against, Compared>>
  changed: boolean // other than handed in before, published, or counted from records
}

function compared(value: Exact | null, other: Exact): Compared {
  const difference = value === null ? null : subtract(value, other)
  const base = Math.abs(roughly(other))
  const percent =
    difference === null || base === 0 ? null : Math.round((roughly(difference) / base) * 1000) / 10
  return { value: other, difference, percent }
}

// A figure that is gone differs as much as one that is another.
const differs = (one: Compared | undefined): boolean =>
  one !== undefined && (one.difference === null || !isZero(one.difference))

export function comparedRows(sheet: Sheet): ComparedRow[] {
  const fields = new Map(sheet.form.fields.map((field) => [field.code, field]))
  return sheet.cells.flatMap((cell) => {
    const field = fields.get(cell.field)
    if (!field) return []
    const against: ComparedRow['against'] = {}
    for (const one of cell.differences) against[one.against] = compared(cell.value, one.value)
    if (cell.former !== null) against.former = compared(cell.value, cell.former)
    return [
      {
        field: cell.field,
        name: field.name,
        unit: field.unit,
        value: cell.value,
        explanation: cell.explanation,
        against,
        changed: [against.former, against.published, against.control].some(differs)
      }
    ]
  })
}

const order: readonly Against[] = ['former', 'published', 'last_period', 'last_year', 'control']

// Only what there is something to hold against.
export const columnsOf = (rows: readonly ComparedRow[]): Against[] =>
  order.filter((one) => rows.some(({ against }) => against[one] !== undefined))
