// SPDX-License-Identifier: Apache-2.0
// What a column of a file may mean, by code: fields of the registry, or of its yearly figures, and
// what tells which record, year and version a row is.
import { said } from '@/i18n/language'
import type { Registry, RegistryField } from '@/pages/registries/record'

import type { RowsOf } from './record-import'

export interface ColumnWords {
  recordNumber: string
  recordVersion: string
  yearColumn: string
  figuresVersion: string
  sourceColumn: string
}

// Yearly figures name their record by its keys or its name.
export function fieldsOf(registry: Registry, of: RowsOf): RegistryField[] {
  const naming = registry.fields.filter(
    ({ code }) => registry.keys.includes(code) || code === registry.title
  )
  const fields = of === 'records' ? registry.fields : [...naming, ...registry.yearly]
  return fields.filter((field) => field.sight !== 'hidden')
}

export function marksOf(of: RowsOf, t: ColumnWords): { code: string; name: string }[] {
  if (of === 'records')
    return [
      { code: '_number', name: t.recordNumber },
      { code: '_version', name: t.recordVersion }
    ]
  return [
    { code: '_number', name: t.recordNumber },
    { code: '_year', name: t.yearColumn },
    { code: '_version', name: t.figuresVersion },
    { code: '_source', name: t.sourceColumn }
  ]
}

// Empty for a code that is none of them.
export function columnName(registry: Registry, of: RowsOf, t: ColumnWords, code: string): string {
  const field = fieldsOf(registry, of).find((one) => one.code === code)
  return field ? said(field.name) : (marksOf(of, t).find((one) => one.code === code)?.name ?? '')
}
