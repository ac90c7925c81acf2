// SPDX-License-Identifier: Apache-2.0
// What is over by its date, though nobody ended it. The last day still counts.
import { todayInChina } from '@/format/date'

import type { Registry, SeenRecord } from './record'

export function hasRunOut(
  { validity }: Pick<Registry, 'validity'>,
  record: Pick<SeenRecord, 'life' | 'values'>,
  today = todayInChina()
): boolean {
  const last = validity?.to ? record.values[validity.to]?.text : null
  return record.life === 'open' && typeof last === 'string' && last !== '' && last < today
}
