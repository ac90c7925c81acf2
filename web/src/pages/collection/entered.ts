// SPDX-License-Identifier: Apache-2.0
// What somebody is typing into a sheet, apart from what is saved.
import type { Exact } from '@/api/types'
import { typedFigure } from '@/pages/enter/typed-figure'

import type { CellInput, FormField, Sheet, SheetFinding } from './collection'

export interface Typed {
  value: string
  explanation: string
}
export type Entered = Record<string, Typed>

export const cellId = (field: string): string => `cell-${field}`
export const whyId = (field: string): string => `why-${field}`

// As saved; on a sheet nobody has touched, what the form offers.
export function enteredFrom(sheet: Sheet): Entered {
  return Object.fromEntries(
    sheet.cells.map((cell) => [
      cell.field,
      { value: cell.value ?? cell.prefill ?? '', explanation: cell.explanation }
    ])
  )
}

// The figure in the cell: null for an empty cell, undefined for what is no number.
export function figureIn(typed: string, unit: string): Exact | null | undefined {
  if (typed.trim() === '') return null
  return typedFigure(typed, unit) ?? undefined
}

export function unreadable(fields: readonly FormField[], entered: Entered): FormField[] {
  return fields.filter(
    ({ code, unit }) => figureIn(entered[code]?.value ?? '', unit) === undefined
  )
}

// For the request; every cell must be readable.
export function cellsOf(fields: readonly FormField[], entered: Entered): CellInput[] {
  return fields.map(({ code, unit }) => ({
    field: code,
    value: figureIn(entered[code]?.value ?? '', unit) ?? null,
    explanation: (entered[code]?.explanation ?? '').trim()
  }))
}

// Errors, and warnings that nobody has explained.
export const openFindings = (findings: readonly SheetFinding[]): SheetFinding[] =>
  findings.filter(({ severity, explained }) => severity === 'error' || !explained)

// Where a finding is settled: an error at its figure, a warning where it is explained.
export function placeOf({ fields: [field], severity }: SheetFinding): string | null {
  if (field === undefined) return null
  return severity === 'error' ? cellId(field) : whyId(field)
}
