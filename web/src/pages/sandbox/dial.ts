// SPDX-License-Identifier: Apache-2.0
// A figure of a policy as something that can be moved: its value now as a whole number of steps of
// a handy size, so that nothing is rounded on the way there and back.
import { exactText, roughly, shift } from '@/format/decimal'
import type { PolicyParameter } from '@/pages/policies/policy'

// The value with its point moved left.
const down = (value: string, places: number): string => shift(`${value}e-${places}`, 0)

export interface Dial {
  name: string // as the server knows it
  unit: string // of the number shown: 万元, %, 人 …; '' for a plain number
  now: string // the value in force, in that unit
  step: string
  most: string // right end of the slider
}

// "5,000万元" → 5000, 万元. Money is moved in 万元; a plain number up to 2 is a share, in percent.
export function dialOf(parameter: PolicyParameter, zh: string): Dial | null {
  const found = /^(-?[\d,]+(?:\.\d+)?)\s*(\D*)$/.exec(zh.trim())
  if (!found) return null
  let now = (found[1] ?? '').replace(/,/g, '')
  let unit = found[2] ?? ''
  if (unit === '亿元') [now, unit] = [shift(now, 4), '万元']
  else if (unit === '元') [now, unit] = [down(now, 4), '万元']
  else if (unit === '' && roughly(now) <= 2) [now, unit] = [shift(now, 2), '%']
  const size = Math.abs(roughly(now))
  const step = unit === '%' ? (size < 10 ? '0.5' : '1') : stepFor(size, unit)
  const steps = Math.max(10, Math.ceil((size * 2) / roughly(step)))
  return { name: parameter.name.zh, unit, now, step, most: times(step, steps) }
}

// About a fortieth of the value, of the form 1, 2 or 5 times a power of ten; at least one of a count.
function stepFor(size: number, unit: string): string {
  const wanted = size / 40
  let power = Math.floor(Math.log10(wanted || 1))
  if (unit !== '万元' && power < 0) power = 0
  const lead = wanted / 10 ** power
  const digit = wanted < 1 && unit !== '万元' ? 1 : lead >= 5 ? 5 : lead >= 2 ? 2 : 1
  return power < 0 ? down(String(digit), -power) : shift(String(digit), power)
}

// step × count, exactly.
export function times(step: string, count: number): string {
  const decimals = step.split('.')[1]?.length ?? 0
  const whole = BigInt(step.replace('.', '')) * BigInt(count)
  return down(whole.toString(), decimals)
}

// The slider's place for a value: the nearest step.
export function placeOf(value: string, step: string): number {
  return Math.round(roughly(value) / roughly(step))
}

// What the server is asked for: "30000万元", "2.5%".
export function asked(dial: Dial, value: string): string {
  return value + dial.unit
}

// A number somebody typed, or null: grouping commas and full-width digits are taken.
export function typed(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? shift(plain, 0) : null
}

// Yuan with every digit, and short in 万元.
export function yuanText(yuan: string, language: 'zh' | 'en'): { exact: string; short: string } {
  const exact = exactText(yuan)
  if (language === 'en') return { exact: `${exact} yuan`, short: `${exact} yuan` }
  return { exact: `${exact}元`, short: `${exactText(down(yuan, 4))}万元` }
}
