// SPDX-License-Identifier: Apache-2.0
// The shapes of api/openapi.yaml, by the names they have there. Dates are YYYY-MM-DD, moments
// RFC 3339 in UTC, periods as 2024, 2024-Q1, 2024-03 or the running total 2024-01..03. A span is
// [start, end) in characters (code points) of the document.
import type { Exact } from './exact'

export type { Exact }

export interface Words {
  zh: string
  en: string
}

// How far rules can be relied on: checked against the issued document, not yet, or a model to edit.
export type Reliability = 'official' | 'advisory' | 'template'

export interface Page<T> {
  items: T[]
  next_cursor: string | null
}

export type Status = 'achieved' | 'on_track' | 'at_risk' | 'off_track' | 'unknown' | 'stale'
export type Bound = '=' | '>=' | '>' | '<=' | '<' | '~' | 'range' | 'rank<='
export type Span = [number, number]

export interface Source {
  document: string
  section: string
  sentence: string
  span: Span | null
  wording: 'verbatim' | 'paraphrase'
}

export interface Owner {
  code: string
  name: Words
}

export interface Interval {
  low: Exact
  middle: Exact
  high: Exact
  at: string
}

export interface Todo {
  field: string
  zh: string
  en: string
}

export interface Target {
  code: string
  name: Words
  indicator: string | null
  quantity: string
  value: Exact | null
  value_period: string | null
  target: Exact
  target_high: Exact | null
  unit: string
  bound: Bound
  hedge: string
  level: 'base' | 'stretch'
  horizon: string
  scope: Words
  status: Status
  reason: Words
  age_days: number | null
  forecast: Interval | null
  gap: Exact | null
  owners: Owner[]
  task: string | null
  part_of: string | null
  source: Source | null
}

export interface TargetPage extends Page<Target> {
  as_of: string
}

export interface Indicator {
  code: string
  name: Words
  definition: Words
  unit: string
  quantity: string
  direction: 'none' | 'up' | 'down'
  frequency: 'year' | 'half-year' | 'quarter' | 'month' | 'event'
  publication_lag_months: number | null
  source: Words
  basis: string[]
  numerator: string | null
  denominator: string | null
  leading: string[]
  aliases: string[]
  counted_from: string | null // the registry whose records it counts
  used: boolean
}

export interface PlannedPoint {
  at: string
  value: Exact
  low: Exact | null
  high: Exact | null
}

export interface ActualPoint {
  period: string
  at: string
  value: Exact
}

export interface Trajectory {
  kind: 'points' | 'profile' | 'line' | 'none'
  note: Words
  planned: PlannedPoint[]
  actual: ActualPoint[]
}

export interface TargetDetail {
  target: Target
  definition: Indicator | null
  baseline: { value: Exact; period: string | null } | null
  trajectory: Trajectory
  confidence: Exact | null
  notes: string
  todo: Todo[]
}

export interface Step {
  rule: string
  zh: string
  en: string
  value: Exact | null
  period: string | null
  facts: number[]
  parts: Step[]
}

export type FactStatus = 'draft' | 'submitted' | 'verified' | 'published' | 'revised'

export interface Fact {
  id: number
  indicator: string
  unit: string
  period: string
  value: Exact
  dimensions: Record<string, string>
  status: FactStatus
  known_at: string
  source: string
  who: string
  current: boolean
}

export interface FactInput {
  indicator: string
  unit: string
  period: string
  value: Exact
  dimensions?: Record<string, string>
  status?: FactStatus
  source?: string
}

export interface Derivation {
  code: string
  status: Status
  value: Exact | null
  target: Exact
  unit: string
  bound: Bound
  steps: Step[]
  facts: Fact[]
  source: Source | null
  as_of: string
}

// Place in a tile map, from 0.
export interface Tile {
  column: number
  row: number
}

export interface County {
  code: string
  name: Words
  tile: Tile | null
  value: Exact | null
  value_period: string | null
  target: Exact | null
  status: Status
  age_days: number | null
}

export interface Counties {
  code: string
  unit: string
  rule: 'sum' | 'ratio' | 'none'
  total: Exact | null
  difference: Exact | null
  check: Words
  items: County[]
}

export interface Task {
  code: string
  number: string
  name: Words
  text: string
  status: Status
  reason: Words
  owners: Owner[]
  due: string | null
  targets: { code: string; name: Words; status: Status }[]
  source: Source | null
}

export interface TaskPage extends Page<Task> {
  as_of: string
}

export interface TaskDetail {
  task: Task
  actions: string[]
  planned: { text: string; when: string | null }[]
  blocks: Owner[]
  notes: string
  todo: Todo[]
}

export interface Mark {
  kind: 'target' | 'task'
  code: string
  name: Words
  status: Status
  section: string
  sentence: string
  span: Span | null
  wording: 'verbatim' | 'paraphrase'
}

export interface Plan {
  code: string
  name: Words
  year: number
  issuer: Words
  region: Owner
  title: string
  number: string
  issued: string | null
  text: string | null
  marks: Mark[]
}

export interface Unit {
  code: string
  name: Words
  type: string
  parent: string | null
  tile: Tile | null
}

export interface UnitList {
  region: string
  items: Unit[]
}

export type Role =
  | 'none'
  | 'system_administrator'
  | 'security_administrator'
  | 'audit_administrator'
  | 'business_administrator'
  | 'clerk'
  | 'viewer'

export type Right =
  | 'read'
  | 'record_facts'
  | 'draft_plan'
  | 'make_pack'
  | 'see_users'
  | 'create_user'
  | 'grant_role'
  | 'close_account'
  | 'read_journal'
  | 'read_policies'
  | 'read_evaluations'
  | 'read_records'
  | 'create_records'
  | 'edit_records'
  | 'submit_records'
  | 'sign_records'
  | 'check_records'
  | 'verify_records'
  | 'return_records'
  | 'publish_records'
  | 'import_records'
  | 'export_records'
  | 'read_forms'
  | 'fill_forms'
  | 'sign_forms'
  | 'verify_forms'
  | 'return_forms'
  | 'publish_forms'
  | 'see_roles'
  | 'confirm_grant'
  | 'delegate_role'
  | 'explain_access'
  | 'reset_account'
  | 'confirm_reset'
  | 'export_plan'
  | 'export_figures'
  | 'export_forms'
  | 'export_journal'
  | 'export_users'

export interface Session {
  signed_in: boolean
  setup_needed: boolean
  name: string | null
  role: Role | null
  csrf_token: string | null
  must: 'password' | 'second_factor' | null // before anything else
  second_factor: boolean // the account has one
  idle_seconds: number
  may: Right[]
}

export interface Health {
  status: 'ok'
  version: string
  setup_needed: boolean
  pack: string
  year: number
  issuer: Words // whose office this is
  facts: number
  uptime_seconds: number
}

export interface FieldError {
  pointer: string
  code: string
  zh: string
  en: string
  hint_zh: string
  hint_en: string
}

export interface ProblemWords {
  title: string
  detail: string
  hint: string
}

export interface ProblemDocument {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  zh: ProblemWords
  en: ProblemWords
  errors: FieldError[]
}
