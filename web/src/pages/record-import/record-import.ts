// SPDX-License-Identifier: Apache-2.0
// Bringing in a table of records, as api/openapi.yaml has it.
import { change, file, freshKey, get, withQuery } from '@/api/http'
import type { FieldError, Page, Words } from '@/api/types'

import type { GivenColumn, Recognised } from './mapping'

// Records themselves, or the figures they have by year: a row for each record and year.
export type RowsOf = 'records' | 'years'

export interface ImportCounts {
  rows: number
  create: number
  update: number
  same: number
  conflict: number
  wrong: number
  skipped: number
}

export interface ImportFinding extends Omit<FieldError, 'pointer'> {
  row: number // 0 for the whole file
  column: number // 0 for the whole row
  cell: string
  field: string | null
  severity: 'error' | 'warning'
}

export interface ImportRow {
  row: number
  outcome: 'create' | 'update' | 'conflict' | 'wrong'
  id: number | null
  title: string
  year: number | null // of figures
  handed_in: boolean
  changes: { field: string; from: Words; to: Words }[]
}

export interface ImportDone {
  id: number
  at: string
  by: string
  submit: boolean
  counts: ImportCounts
}

export interface ImportReport {
  id: number | null
  dry_run: boolean
  done: boolean
  repeated: boolean
  clean: boolean
  earlier: ImportDone | null
  file: { format: string; sheet: string; sheets: { name: string; hidden: boolean }[] }
  submit: boolean
  mapping: Recognised
  counts: ImportCounts
  findings: ImportFinding[]
  findings_total: number
  findings_cut: boolean
  rows: ImportRow[]
}

export interface ImportDoneRows extends ImportDone {
  rows: { row: number; outcome: 'create' | 'update' | 'same'; id: number; version: number }[]
  next_cursor: string | null
}

// A file with how it is to be read.
export interface ImportAsked {
  of: RowsOf
  content: Blob // with its type
  name: string
  columns: GivenColumn[] | null
  sheet: string
  submit: boolean
}

const rowsShown = 100
const place = (code: string, part: string): string => `/records/${encodeURIComponent(code)}/${part}`

// The type goes by the name: Windows calls a csv a spreadsheet.
export function typeOf(name: string): string {
  return /\.csv$/i.test(name)
    ? 'text/csv'
    : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
}

function bodyOf({ content, name, columns }: ImportAsked): Blob | FormData {
  if (columns === null) return content
  const form = new FormData()
  form.append('file', content, name)
  form.append('mapping', JSON.stringify({ columns }))
  return form
}

export async function sendImport(
  code: string,
  asked: ImportAsked,
  dryRun: boolean,
  key = freshKey()
): Promise<ImportReport> {
  const { of, sheet, submit } = asked
  const path = withQuery(place(code, 'imports'), {
    of,
    dry_run: dryRun,
    submit,
    sheet,
    rows: rowsShown
  })
  return (await change<ImportReport>('POST', path, bodyOf(asked), { key })).data
}

export const markFile = (code: string, asked: ImportAsked): Promise<Blob> =>
  file(
    'POST',
    withQuery(place(code, 'imports/marked'), {
      of: asked.of,
      submit: asked.submit,
      sheet: asked.sheet
    }),
    bodyOf(asked)
  )

export const readTemplate = (code: string, of: RowsOf, format: 'xlsx' | 'csv'): Promise<Blob> =>
  file('GET', withQuery(place(code, 'template'), { of, format }))

export const readImports = async (
  code: string,
  of: RowsOf,
  signal?: AbortSignal
): Promise<ImportDone[]> =>
  (await get<Page<ImportDone>>(place(code, 'imports'), { of, limit: 5 }, signal)).data.items

export const readImport = async (
  code: string,
  of: RowsOf,
  id: number,
  signal?: AbortSignal
): Promise<ImportDoneRows> =>
  (await get<ImportDoneRows>(place(code, `imports/${id}`), { of, limit: 100 }, signal)).data
