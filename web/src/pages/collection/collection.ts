// SPDX-License-Identifier: Apache-2.0
// Collecting figures, as api/openapi.yaml has it: forms, sheets and their steps, the desk, the
// matrix and the burden.
import { change, file, freshKey, get, withQuery } from '@/api/http'
import { may } from '@/api/session'
import type { Exact, Owner, Right, Words } from '@/api/types'
import type { RecordList, TargetRecords } from '@/pages/target/target-records'

export type SheetState =
  | 'open'
  | 'draft'
  | 'submitted'
  | 'signed'
  | 'verified'
  | 'published'
  | 'returned'
export type SheetProgress =
  | 'not_due'
  | 'open'
  | 'late'
  | 'submitted'
  | 'signed'
  | 'verified'
  | 'published'
export type SheetStep =
  | 'submit'
  | 'sign'
  | 'return'
  | 'verify'
  | 'publish'
  | 'withdraw'
  | 'reopen'
  | 'ask'
  | 'answer'
export type Duty = 'enter' | 'sign' | 'check' | 'publish'
export type Fillers = 'county' | 'park' | 'firm' | 'section'

export interface FormField {
  code: string
  name: Words
  help: Words | null
  indicator: string | null
  unit: string
  places: number
  required: boolean
  min: number | null
  max: number | null
  covers: 'period' | 'year-to-date'
  prefill: 'none' | 'last-period' | 'last-year' | 'computed'
}

export interface RouteStep {
  duty: Duty
  role: Owner | null
  section: Owner | null
}

export interface FormDetail {
  code: string
  name: Words
  definition: Words
  basis: string | null
  frequency: 'month' | 'quarter' | 'half-year' | 'year'
  fields: FormField[]
  route: RouteStep[]
}

export interface CellDifference {
  against: 'published' | 'last_period' | 'last_year' | 'control'
  value: Exact
  difference: Exact | null
  period: string
  counted: boolean // from records, which can be listed
}

export interface SheetCell {
  field: string
  value: Exact | null
  explanation: string
  prefill: Exact | null
  fact_period: string
  differences: CellDifference[]
  former: Exact | null
}

export interface SheetFinding {
  fields: string[]
  severity: 'error' | 'warning'
  code: string
  zh: string
  en: string
  hint_zh: string
  hint_en: string
  explained: boolean
}

export interface SheetQuestion {
  number: number
  field: string
  text: string
  asked_by: string
  asked_at: string
  answer: string | null
  answered_by: string | null
  answered_at: string | null
}

export interface SheetEvent {
  version: number
  step: SheetStep | 'save'
  actor: string
  at: string
  text: string
  field: string | null
}

export interface Sheet {
  form: FormDetail
  unit: Owner
  period: string
  state: SheetState
  progress: SheetProgress
  version: number
  revision: number
  published_revision: number
  opens: string
  deadline: string
  cells: SheetCell[]
  findings: SheetFinding[]
  submittable: boolean
  required_missing: number
  returned: { reason: string; by: string; at: string; from: SheetState } | null
  questions: SheetQuestion[]
  history: SheetEvent[]
  waits_for: RouteStep | null
  may_save: boolean
  steps: SheetStep[]
}

export interface UploadProblem {
  row: number
  column: number
  field: string | null
  severity: 'error' | 'warning'
  code: string
  zh: string
  en: string
  hint_zh: string
  hint_en: string
}

export interface UploadedCell {
  field: string
  value: Exact | null
  before: Exact | null
  change: 'same' | 'new' | 'changed' | 'cleared'
}

export interface SheetUpload {
  saved: boolean
  readable: boolean
  problems: UploadProblem[]
  cells: UploadedCell[]
  findings: SheetFinding[]
  version: number
}

export interface DeskItem {
  form: Owner
  unit: Owner
  period: string
  state: SheetState
  progress: SheetProgress
  deadline: string
  days_left: number
  version: number
  duty: Duty | null
  reason: string | null
  by: string | null
  reminder: boolean
}

export interface Desk {
  on: string
  waiting: DeskItem[]
  returned: DeskItem[]
  missing: DeskItem[]
  questions: { form: string; unit: string; period: string; question: SheetQuestion }[]
}

export interface MatrixCell {
  form: string
  unit: string
  period: string
  progress: SheetProgress
  state: SheetState
  version: number
  was_published: boolean
  deadline: string
  days_late: number
  changed_at: string | null
}

// Where the firms come from that a form is expected from in a period.
export interface ListOrigin {
  form: string
  registry: Owner
  rule: Words | null
  period: string
  on: string
  fixed_on: string
  fixed: boolean
  registered: number
  by_hand: number
  unclear: number
}

export interface Matrix {
  on: string
  forms: Owner[]
  units: Owner[]
  periods: string[]
  cells: MatrixCell[]
  origins: ListOrigin[]
}

export interface BurdenForm {
  form: string
  name: Words
  fields: number
  prefilled: number
  sheets_per_year: number
  fields_per_month: number
  share: number
}

export interface BurdenUnit {
  unit: Owner
  count: number // of firms that fill in the same forms
  fillers: Fillers
  fields_per_month: number
  prefilled_share: number
  budget: number | null
  exceeds: boolean
  forms: BurdenForm[]
}

export type UseKind = 'target' | 'indicator' | 'check' | 'evaluation' | 'policy' | 'registry'

export interface FieldUse {
  kind: UseKind
  code: string
  name: Words
}

export interface Burden {
  units: BurdenUnit[]
  used: { form: string; field: string; name: Words; used_by: FieldUse[] }[]
  unused: { form: string; field: string; name: Words; indicator: string | null }[]
  twice: { indicator: string; forms: string[] }[]
}

// Records with which the reader may take a step now, by registry.
export interface RecordStepCount {
  registry: string
  name: Words
  step: 'submit' | 'sign' | 'check' | 'verify' | 'publish' | 'return' | 'withdraw'
  count: number
}

// Whoever has one of these has work on the desk; whoever only reads has the matrix there.
export const deskRights: readonly Right[] = [
  'fill_forms',
  'sign_forms',
  'verify_forms',
  'return_forms',
  'publish_forms'
]

export interface SheetAddress {
  form: string
  unit: string
  period: string
}

const parts = ({ form, unit, period }: SheetAddress): string =>
  [form, unit, period].map(encodeURIComponent).join('/')

// Of the page; the interface has the same path below its root.
export const sheetPlace = (address: SheetAddress): string => `/collections/${parts(address)}`

export interface Desktop {
  desk: Desk
  matrix: Matrix
  records: RecordStepCount[]
}

export async function readDesk(signal: AbortSignal): Promise<Desktop> {
  const steps = may('read_records')
    ? get<{ items: RecordStepCount[] }>('/record-steps', {}, signal)
    : { data: { items: [] } }
  const [desk, matrix, records] = await Promise.all([
    get<Desk>('/desk', {}, signal),
    get<Matrix>('/collections', {}, signal),
    steps
  ])
  return { desk: desk.data, matrix: matrix.data, records: records.data.items }
}

export const readBurden = async (signal: AbortSignal): Promise<Burden> =>
  (await get<Burden>('/burden', {}, signal)).data

export const readSheet = async (address: SheetAddress, signal?: AbortSignal): Promise<Sheet> =>
  (await get<Sheet>(sheetPlace(address), {}, signal)).data

export interface CellInput {
  field: string
  value: Exact | null
  explanation: string
}

export async function saveSheet(
  address: SheetAddress,
  version: number,
  cells: readonly CellInput[],
  key: string
): Promise<Sheet> {
  const body = { expected_version: version, cells }
  return (await change<Sheet>('PUT', sheetPlace(address), body, { key })).data
}

export interface StepInput {
  step: SheetStep
  reason?: string
  field?: string
  question?: number
}

export async function takeStep(
  address: SheetAddress,
  version: number,
  input: StepInput,
  key: string
): Promise<Sheet> {
  const body = { ...input, expected_version: version }
  return (await change<Sheet>('POST', `${sheetPlace(address)}/steps`, body, { key })).data
}

export interface CountedRecords {
  registry: string
  period: string
  value: Exact | null
  fields: TargetRecords['fields']
  counted: RecordList
}

export const readCounted = async (
  address: SheetAddress,
  field: string,
  signal: AbortSignal
): Promise<CountedRecords> =>
  (
    await get<CountedRecords>(
      `${sheetPlace(address)}/counted/${encodeURIComponent(field)}`,
      {},
      signal
    )
  ).data

export const sheetFileBytesMax = 4 * 1024 * 1024

export const readTemplate = (address: SheetAddress): Promise<Blob> =>
  file('GET', `${sheetPlace(address)}/template`)

// Without a version nothing is saved.
export async function uploadSheet(
  address: SheetAddress,
  given: Blob,
  version: number | null,
  key = freshKey()
): Promise<SheetUpload> {
  const query = version === null ? {} : { dry_run: false, expected_version: version }
  const path = withQuery(`${sheetPlace(address)}/uploads`, query)
  return (await change<SheetUpload>('POST', path, given, { key })).data
}

export const markUpload = (address: SheetAddress, given: Blob): Promise<Blob> =>
  file('POST', `${sheetPlace(address)}/uploads/marked`, given)
