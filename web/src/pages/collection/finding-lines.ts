// SPDX-License-Identifier: Apache-2.0
// What the form's checks say, as lines for <ErrorSummary> and beside the cells.
import { sentence } from '@/api/failure'
import { fieldWords } from '@/api/problem'
import type { FieldProblem } from '@/components/error-summary.vue'
import { quantityText } from '@/format/quantity'
import { language } from '@/i18n/language'

import type { SheetFinding, UploadProblem } from './collection'
import { openFindings, placeOf } from './entered'

// The server names units as the form does; readers of English see "0", not "0 家".
export function findingText(finding: Omit<SheetFinding, 'fields'> | UploadProblem): string {
  const { text, hint } = fieldWords({ ...finding, pointer: '' })
  // What has been explained needs no advice any more.
  const isSettled = 'explained' in finding && finding.explained
  return quantityText(sentence({ text, hint: isSettled ? '' : hint }), language.value)
}

export const findingLines = (findings: readonly SheetFinding[]): FieldProblem[] =>
  openFindings(findings).map((one) => ({ field: placeOf(one), text: findingText(one) }))
