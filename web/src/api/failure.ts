// SPDX-License-Identifier: Apache-2.0
// A refusal of the server as lines for <ErrorSummary>, each led to the field it is about.
import type { FieldProblem } from '@/components/error-summary.vue'

import { language } from '@/i18n/language'

import { fieldWords, Problem, strangeAnswer } from './problem'
import type { FieldError } from './types'

// Whatever was thrown, as a problem to be shown.
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  console.error(error)
  return strangeAnswer(0)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

// What is wrong and what to do about it, in one line.
export function sentence({ text, hint }: { text: string; hint: string }): string {
  if (hint === '') return capital(text)
  return language.value === 'zh' ? `${text}。${hint}` : `${capital(text)}. ${capital(hint)}`
}

// `fieldOf` gives the id of the field that a pointer such as "/value" is about, or null. A problem
// that names no field is one line of its own, led to the field `otherwise`.
export function problemLines(
  problem: Problem,
  fieldOf: (pointer: string, error: FieldError) => string | null,
  otherwise: string | null = null
): FieldProblem[] {
  const { detail, hint } = problem.words
  if (problem.fields.length === 0)
    return [{ field: otherwise, text: sentence({ text: detail, hint }) }]
  return problem.fields.map((error) => ({
    field: fieldOf(error.pointer, error),
    text: sentence(fieldWords(error))
  }))
}

// The message of one field, for beside it.
export function lineOf(lines: readonly FieldProblem[], field: string): string | undefined {
  return lines.find((line) => line.field === field)?.text
}
