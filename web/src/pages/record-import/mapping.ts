// SPDX-License-Identifier: Apache-2.0
// Which column of a file means which field: what the server recognised, and what a person says
// instead.
export type RecognisedBy = 'name' | 'alias' | 'memory' | 'given'

export interface MappedColumn {
  column: string // letters, such as C
  header: string
  field: string
  unit: string
  by: RecognisedBy
}
export interface Recognised {
  header_row: number
  columns: MappedColumn[]
  unknown: { column: string; header: string; nearest: string | null }[]
  left_out: { column: string; header: string }[]
  missing: string[]
}
export interface GivenColumn {
  header: string
  field: string // empty: the column is left out
  unit: string
}

export interface MappingRow extends GivenColumn {
  column: string
  by: RecognisedBy | 'unknown' | 'left_out'
  nearest: string | null
}

// A before B before AA.
const order = (a: string, b: string): number => a.length - b.length || a.localeCompare(b)

export function mappingRows(mapping: Recognised): MappingRow[] {
  const rows: MappingRow[] = [
    ...mapping.columns.map((one) => ({ ...one, nearest: null })),
    ...mapping.unknown.map((one) => ({ ...one, field: '', unit: '', by: 'unknown' as const })),
    ...mapping.left_out.map((one) => ({
      ...one,
      field: '',
      unit: '',
      by: 'left_out' as const,
      nearest: null
    }))
  ]
  return rows.sort((a, b) => order(a.column, b.column))
}

// What goes to the server; nothing when it is what the server found by itself.
export function givenColumns(
  rows: readonly MappingRow[],
  found: readonly MappingRow[]
): GivenColumn[] | null {
  const isSame = rows.every((row, index) => {
    const other = found[index]
    return other !== undefined && other.field === row.field && other.unit === row.unit
  })
  if (isSame) return null
  return rows
    .filter((row) => row.header !== '')
    .map(({ header, field, unit }) => ({ header, field, unit: unit.trim() }))
}

// A field that two columns claim; the reader has to say which.
export function claimedTwice(rows: readonly MappingRow[]): string | null {
  const seen = new Set<string>()
  for (const { field } of rows) {
    if (field === '') continue
    if (seen.has(field)) return field
    seen.add(field)
  }
  return null
}
