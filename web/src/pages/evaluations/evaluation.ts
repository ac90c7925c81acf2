// SPDX-License-Identifier: Apache-2.0
// Evaluations as the server tells them (api/openapi.yaml: EvaluationDetail, EvaluationResult), and
// asking for them. Scores, weights and ranks are floating point; the fields named in api/exact.ts
// arrive as text.
import { change, file, get } from '@/api/http'
import type { Exact, FieldError, Reliability, Words } from '@/api/types'

export interface EvaluationSummary {
  code: string
  name: Words
  description: Words | null
  status: Reliability
  gap: Words | null // what is not settled or verified
  origin: 'catalog' | 'pack'
  indicators: number
  unit_count: number | null // of the sample
  has_sample: boolean
  year: number | null
}

export interface EvaluationNode {
  code: string
  parent: string | null
  name: Words
  level: number // leaves 1
  is_leaf: boolean
  weight: number | null
  share: number | null // among its siblings
  effective_weight: number | null // of leaves
  aggregate: string | null
  direction: 'up' | 'down' | null
  unit: string | null
  column: string | null
  per: string | null
  normalise: string | null
  standard: number | null
  source: string | null
}

export interface EvaluationMethod {
  call: string
  name: Words
  convention: Words
}

export type MethodKind = 'normalise' | 'aggregate' | 'impute' | 'treat'

export interface EvaluationDetail extends EvaluationSummary {
  nodes: EvaluationNode[]
  methods: {
    normalise: EvaluationMethod
    aggregate: EvaluationMethod
    impute: EvaluationMethod
    treat: EvaluationMethod[]
    weights: string
  }
  choices: Record<MethodKind, EvaluationMethod[]>
  compare_within: string | null
  columns: { name: string; role: string; indicator: string | null; is_required: boolean }[]
  uncertainty: { replications: number; seed: number; varied: string[] } | null
  publish: 'ranks' | 'rank_bands' | 'groups'
  grades: { code: string; condition: string }[]
  resolved: string // YAML
  sources: string[]
  sample: string | null // CSV
}

export interface RankedUnit {
  code: string
  name: string
  group: string | null
  region_code: string | null
  score: number | null
  rank: number | null
  group_rank: number | null
  grade: string | null
  band: { number: number; first: number; last: number } | null
  rank_low: number | null
  rank_high: number | null
  rank_median: number | null
  scores: Record<string, number | null> // by node
  figures: Record<string, number | null> // by indicator, after denominators
  imputed_share: number // of the weight, missing or filled in
  adjustments: { kind: string; by: number }[]
  filled_in: { indicator: string; value: Exact; from: string }[]
}

export interface Way {
  indicator: string
  name: Words
  unit: string | null
  from: number
  to: number
  column: string
  column_change: number // of the figure as it stands in the data
  deviations: number
  rank: number
}

export interface Reach {
  unit: string
  rank_now: number
  rank_wanted: number
  ways: Way[]
  share_of_distance: number | null
}

export interface GapPart {
  kind: 'leaf' | 'adjustment' | 'field'
  node: string | null
  name: Words
  points: number
  a: number | null
  b: number | null
  weight: number | null
}

export interface Comparison {
  a: string
  b: string
  gap: Exact
  parts: GapPart[]
  weight_change: {
    share: number
    moves: { node: string; name: Words; from: number; to: number }[]
  } | null
  figure_change: Way | null
}

export interface ProfileNode {
  node: string
  name: Words
  is_leaf: boolean
  score: number | null
  rank: number | null
  median: number | null
  figure: number | null
  figure_median: number | null
  rank_without: number | null
}

export interface Profile {
  unit: string
  nodes: ProfileNode[]
  strengths: string[]
  weaknesses: string[]
  hiding: { indicator: string; rank_hidden: number }[]
  unfilled: { score: number; rank: number } | null
  reach: Reach | null
}

export interface Results {
  identity: { result: string }
  is_sample: boolean
  is_changed: boolean
  year: number | null
  interval: number // of rank_low to rank_high
  warnings: FieldError[]
  nodes: EvaluationNode[] // with the shares that were used
  units: RankedUnit[] // the best first
  left_out: { unit: string; reason: Words }[]
  uncertainty: { replications: number; varied: { code: string; name: Words }[] } | null
  comparison: Comparison | null
  reach: Reach | null
  profile: Profile | null
}

export interface Question {
  data: string | null // CSV; null: the fictitious sample
  weights?: Record<string, number>
  normalise?: string
  aggregate?: string
  impute?: string
  treat?: string
  parts?: ('uncertainty' | 'bounds' | 'diagnostics')[]
  compare?: [string, string]
  reach?: { unit: string; rank?: number }
  unit?: string
}

export const evaluationPath = (code: string): string => `/evaluations/${encodeURIComponent(code)}`
export const unitPath = (code: string, unit: string): string =>
  `${evaluationPath(code)}/units/${encodeURIComponent(unit)}`

export const readEvaluations = async (signal: AbortSignal): Promise<EvaluationSummary[]> =>
  (await get<{ items: EvaluationSummary[] }>('/evaluations', {}, signal)).data.items

export const readEvaluation = async (
  code: string,
  signal: AbortSignal
): Promise<EvaluationDetail> => (await get<EvaluationDetail>(evaluationPath(code), {}, signal)).data

export const askResults = async (
  code: string,
  question: Question,
  signal: AbortSignal
): Promise<Results> =>
  (await change<Results>('POST', `${evaluationPath(code)}/results`, question, { signal })).data

export const askWorkbook = (code: string, question: Question): Promise<Blob> =>
  file('POST', `${evaluationPath(code)}/workbook`, question)
