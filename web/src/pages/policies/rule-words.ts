// SPDX-License-Identifier: Apache-2.0
// Rules of a policy file as a reader sees them. Rows of score tables and amounts come as they stand
// in the file, with Chinese names and ASCII signs; here signs become signs of print, and for readers
// of English every name of the policy and every unit becomes its English counterpart.
import type { Words } from '@/api/types'
import { quantityText } from '@/format/quantity'
import type { Language } from '@/i18n/language'

import type { PolicyDetail, PolicyScore } from './policy'

// All names a rule may use, the longest first, so that no name is replaced inside another.
export function namesOf(policy: PolicyDetail): Words[] {
  const scores = (list: readonly PolicyScore[]): Words[] =>
    list.flatMap((one) => [one.name, ...scores(one.parts)])
  return [
    ...policy.facts.map((one) => one.name),
    ...policy.parameters.map((one) => one.name),
    ...policy.conditions.map((one) => one.name),
    ...policy.amounts.map((one) => one.name),
    ...scores(policy.scores),
    { zh: '总分', en: 'total' },
    { zh: '评价日', en: 'law date' }
  ].sort((a, b) => b.zh.length - a.zh.length)
}

const signs: readonly [RegExp, string][] = [
  [/>=/g, '≥'],
  [/<=/g, '≤'],
  [/!=/g, '≠'],
  [/\s\*\s/g, ' × ']
]
const joints: readonly [RegExp, string][] = [
  [/\band\b/g, '且'],
  [/\bor\b/g, '或'],
  [/\bnot\b/g, '非'],
  [/'([^']*)'/g, '“$1”']
]

export function ruleText(rule: string, names: readonly Words[], language: Language): string {
  if (rule === 'else') return language === 'zh' ? '其他情形' : 'otherwise'
  let text = rule
  for (const [from, to] of signs) text = text.replace(from, to)
  if (language === 'zh') {
    for (const [from, to] of joints) text = text.replace(from, to)
    return text
  }
  // Found names are set aside first: an English name must not be read as a rule again.
  const found: string[] = []
  for (const name of names) {
    if (name.en === '') continue
    text = text.split(name.zh).join(`\u0001${found.push(name.en) - 1}\u0002`)
  }
  text = quantityText(text, language)
  return text.replace(/\u0001(\d+)\u0002/g, (_all, index: string) => found[Number(index)] ?? '')
}

// "7..8" is a range that an expert decides in.
export function pointsText(points: string): string {
  return points.replace('..', '–')
}
