// SPDX-License-Identifier: Apache-2.0
// The table of fictitious firms, fetched when somebody asks for it.
import { noAnswer } from '@/api/problem'
import { toCsv } from '@/format/csv'
import { cellsOf } from '@/pages/check/one-firm'
import type { PolicyFact } from '@/pages/policies/policy'

import address from '../../../../samples/firms-fictitious.csv?url'

export async function readSample(): Promise<string> {
  const response = await fetch(address, { credentials: 'same-origin' }).catch(() => null)
  if (!response?.ok) throw noAnswer()
  return response.text()
}

// The columns of one policy: what others read is left out, for the server takes a column whose name
// resembles a fact of the policy for a misspelt one. The first column is the firm's name.
export function columnsFor(csv: string, facts: readonly PolicyFact[]): string {
  const rows = cellsOf(csv)
  const named = (cell: string): boolean =>
    facts.some(({ name }) => cell === name.zh || cell.startsWith(`${name.zh}（`))
  const kept = (rows[0] ?? []).map((cell, index) => index === 0 || named(cell))
  return toCsv(rows.map((row) => row.filter((_cell, index) => kept[index])))
}
