// SPDX-License-Identifier: Apache-2.0
// How a target limits: 不少于850家, at least 850.
import { exactText } from './decimal'

import type { Bound, Exact } from '@/api/types'
import type { Language } from '@/i18n/language'

const before: Record<Exclude<Bound, 'range'>, { zh: string; en: string }> = {
  '=': { zh: '达到', en: 'reach' },
  '>=': { zh: '不低于', en: 'at least' },
  '>': { zh: '超过', en: 'more than' },
  '<=': { zh: '不高于', en: 'at most' },
  '<': { zh: '低于', en: 'less than' },
  '~': { zh: '约', en: 'about' },
  'rank<=': { zh: '进入前', en: 'among the first' }
}

// Words and figure without the unit, as "不低于 850".
export function boundText(
  bound: Bound,
  target: Exact,
  high: Exact | null,
  language: Language
): string {
  if (bound === 'range') return `${exactText(target)}${language === 'zh' ? '—' : '–'}${exactText(high ?? target)}`
  return `${before[bound][language]} ${exactText(target)}`
}
