// SPDX-License-Identifier: Apache-2.0
// What the form's checks say, as lines for <ErrorSummary> and beside the cells.
import { sentence } from '@/api/failure'
import { fieldWords } from '@/api/problem'
import type { FieldProblem } from '@/components/error-summary.vue'
import { quantityText } from '@/format/quantity'
import { language } from '@/i18n/language'

import type { SheetFinding } from './collection'
import { openFindings, placeOf } from './entered'

// The server names units as the form does; readers of English see "0", not "0 家".
export const findingText = (finding: Omit<SheetFinding, 'fields' | 'explained'>): string =>
  quantityText(sentence(fieldWords({ ...finding, pointer: '' })), language.value)

export const findingLines = (findings: readonly SheetFinding[]): FieldProblem[] =>
  openFindings(findings).map((one) => ({ field: placeOf(one), text: findingText(one) }))
