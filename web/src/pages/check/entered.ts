// SPDX-License-Identifier: Apache-2.0
// What somebody has entered about one firm: values by the facts' Chinese names, as text that the
// server reads ("4万元", "是", "2020-02-01"). It lives in the browser's session and nowhere else.
import type { PolicyDetail, PolicyFact } from '@/pages/policies/policy'

export type Values = Record<string, string>
export interface Entered {
  firm: string
  fictitious: boolean
  values: Values
}

const kept = 'kechuang.check'
export const nothing = (): Entered => ({ firm: '', fictitious: false, values: {} })

export function keepEntered(entered: Entered): void {
  try {
    sessionStorage.setItem(kept, JSON.stringify(entered))
  } catch {
    /* private windows may refuse; then it lasts as long as the page */
  }
}

export function keptEntered(): Entered {
  try {
    const found = JSON.parse(sessionStorage.getItem(kept) ?? 'null') as Entered | null
    return found && typeof found.values === 'object' ? { ...nothing(), ...found } : nothing()
  } catch {
    return nothing()
  }
}

export function subjectOf(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''))
}

export interface FactGroup {
  policy: PolicyDetail
  facts: PolicyFact[] // figures first, then yes or no
  expert: PolicyFact[] // points that only a reviewer can give
}

const isExpert = (fact: PolicyFact): boolean => fact.name.zh.endsWith('专家评分')
const rank = (fact: PolicyFact): number => (fact.type === 'yes-no' ? 1 : 0)

// The facts of the policies, each once: what the first one reads, what the second reads besides …
export function factGroups(policies: readonly PolicyDetail[]): FactGroup[] {
  const seen = new Set<string>()
  const result: FactGroup[] = []
  for (const policy of policies) {
    const fresh = policy.facts.filter((fact) => !seen.has(fact.name.zh))
    for (const fact of fresh) seen.add(fact.name.zh)
    if (fresh.length === 0) continue
    const facts = fresh.filter((fact) => !isExpert(fact)).sort((a, b) => rank(a) - rank(b))
    result.push({ policy, facts, expert: fresh.filter(isExpert) })
  }
  return result
}

// A policy that leads to others comes before them: the firm's ladder.
export function byLadder(policies: readonly PolicyDetail[]): PolicyDetail[] {
  const steps = (one: PolicyDetail): number =>
    policies.filter((other) => other.next.includes(one.code) || other.next.includes(one.family))
      .length
  return [...policies].sort(
    (a, b) => Number(b.next.length > 0) - Number(a.next.length > 0) || steps(a) - steps(b)
  )
}

// "4.5万元" as number and unit; text of another form stands in the number.
export function moneyParts(text: string): { number: string; unit: string } {
  const found = /^\s*(-?[\d,.]*)\s*(亿元|万元|元)?\s*$/.exec(text)
  return found ? { number: found[1] ?? '', unit: found[2] ?? '' } : { number: text, unit: '' }
}
