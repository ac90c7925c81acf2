// SPDX-License-Identifier: Apache-2.0
// How a target limits: 不低于 850 家, at least 850. Always with every digit that the plan gives.
import type { Bound, Exact } from '@/api/types'
import type { Language } from '@/i18n/language'

import { exactText, shortText } from './decimal'
import { standsClose, unitText, valueIn } from './unit'

const before: Record<Exclude<Bound, 'range'>, { zh: string; en: string }> = {
  '=': { zh: '达到', en: '' },
  '>=': { zh: '不低于', en: 'at least' },
  '>': { zh: '超过', en: 'more than' },
  '<=': { zh: '不高于', en: 'at most' },
  '<': { zh: '低于', en: 'less than' },
  '~': { zh: '约', en: 'about' },
  'rank<=': { zh: '进入前', en: 'among the first' }
}

export interface Goal {
  bound: Bound
  target: Exact
  target_high?: Exact | null
  unit: string
}

// A short form is used only where it loses nothing: 2.5B for 2,500,000,000.
function figure(value: Exact, unit: string, language: Language): string {
  const own = valueIn(value, unit, language)
  return own === value ? exactText(own) : shortText(own, language)
}

export function boundText(goal: Goal, language: Language): string {
  const unit = unitText(goal.unit, language)
  const words = goal.bound === 'range' ? '' : before[goal.bound][language]
  const low = figure(goal.target, goal.unit, language)
  const number =
    goal.bound === 'range'
      ? `${low}${language === 'zh' ? '—' : '–'}${figure(goal.target_high ?? goal.target, goal.unit, language)}`
      : low
  return [words, standsClose(unit) ? number + unit : number, standsClose(unit) ? '' : unit]
    .filter((part) => part !== '')
    .join(' ')
}
