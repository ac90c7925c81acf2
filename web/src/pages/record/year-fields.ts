// SPDX-License-Identifier: Apache-2.0
// Figures of a year as they are typed, and what of them is sent. Fields that are masked stay empty
// while typing, and empty they are left as they are.
import type { RegistryField, YearFigures } from '@/pages/registries/record'

import type { Fields } from './record-calls'

export type TypedFigures = Record<string, string>

export const typedFigures = (
  fields: readonly RegistryField[],
  figures: YearFigures | null
): TypedFigures =>
  Object.fromEntries(fields.map(({ code }) => [code, figures?.values[code]?.text ?? '']))

export function changedFigures(
  fields: readonly RegistryField[],
  figures: YearFigures | null,
  typed: TypedFigures
): Fields {
  const before = typedFigures(fields, figures)
  const changed: Fields = {}
  for (const { code } of fields) {
    const text = (typed[code] ?? '').trim()
    if (text !== before[code]) changed[code] = text === '' ? null : text
  }
  return changed
}

// What takes a change back; null where something that was not wholly visible was replaced.
export function formerFigures(figures: YearFigures | null, changed: Fields): Fields | null {
  const former: Fields = {}
  for (const code of Object.keys(changed)) {
    const cell = figures?.values[code]
    if (cell && cell.sight !== 'clear') return null
    former[code] = cell?.text ? cell.text : null
  }
  return former
}

export const hasFigures = (figures: YearFigures): boolean =>
  Object.values(figures.values).some(
    (cell) => cell.sight !== 'clear' || (cell.text !== null && cell.text !== '')
  )
