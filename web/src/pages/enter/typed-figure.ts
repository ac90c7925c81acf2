// SPDX-License-Identifier: Apache-2.0
// A figure as people type it, with full-width digits, separators or its unit, as an exact decimal.
// Nothing is rounded and nothing is guessed: what is still no decimal comes back as null.
import type { Exact } from '@/api/exact'

export function typedFigure(typed: string, unit: string): Exact | null {
  let text = typed.normalize('NFKC').replace(/\s+/g, '').replace(/[−—–]/g, '-')
  if (unit !== '' && text.endsWith(unit)) text = text.slice(0, -unit.length)
  // Separators only where they part thousands; 1,5 is not 15.
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) text = text.replace(/,/g, '')
  return /^[+-]?(\d+(\.\d+)?|\.\d+)$/.test(text)
    ? text.replace(/^\+/, '').replace(/^(-?)\./, '$10.')
    : null
}
