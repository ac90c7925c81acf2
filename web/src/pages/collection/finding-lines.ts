// SPDX-License-Identifier: Apache-2.0
// What the form's checks say, as lines for <ErrorSummary> and beside the cells.
import { sentence } from '@/api/failure'
import { fieldWords } from '@/api/problem'
import type { FieldProblem } from '@/components/error-summary.vue'

import type { SheetFinding } from './collection'
import { openFindings, placeOf } from './entered'

export const findingText = (finding: SheetFinding): string =>
  sentence(fieldWords({ ...finding, pointer: '' }))

export const findingLines = (findings: readonly SheetFinding[]): FieldProblem[] =>
  openFindings(findings).map((one) => ({ field: placeOf(one), text: findingText(one) }))
