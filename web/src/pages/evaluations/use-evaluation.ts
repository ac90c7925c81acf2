// SPDX-License-Identifier: Apache-2.0
// One evaluation and its results with the figures at hand: the reader's own table, or else the
// sample. Without either there are no results to ask for, and `results` holds null.
import { computed, watchEffect, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'

import { useAnswer, type Waiting } from '@/api/use-answer'
import { said } from '@/i18n/language'
import { codeOf } from '@/route-code'
import { setTitle } from '@/title'

import {
  askResults,
  readEvaluation,
  type EvaluationDetail,
  type Question,
  type Results
} from './evaluation'
import { ownTable } from './own-data'

export type Ask = (question: Omit<Question, 'data'>) => Promise<Results>

export interface UsedEvaluation<T> {
  code: ComputedRef<string>
  evaluation: Waiting<EvaluationDetail>
  results: Waiting<{ found: T | null }>
}

// `find` makes what the page shows of one or more questions; it is called again when `dependsOn`,
// the evaluation or the table changes.
export function useEvaluation<T>(
  find: (ask: Ask, evaluation: EvaluationDetail) => Promise<T>,
  dependsOn: () => unknown = () => null
): UsedEvaluation<T> {
  const route = useRoute()
  const code = computed(() => codeOf(route.params))
  const evaluation = useAnswer(
    (signal) => readEvaluation(code.value, signal),
    () => code.value
  )
  watchEffect(() => {
    if (evaluation.data.value) setTitle(said(evaluation.data.value.name))
  })
  const results = useAnswer(
    async (signal) => {
      const detail = evaluation.data.value
      const data = ownTable(code.value)?.text ?? null
      if (!detail || (data === null && !detail.has_sample)) return { found: null }
      const ask: Ask = (question) => askResults(code.value, { ...question, data }, signal)
      return { found: await find(ask, detail) }
    },
    () => [evaluation.data.value, ownTable(code.value), dependsOn()]
  )
  return { code, evaluation, results }
}
