// SPDX-License-Identifier: Apache-2.0
// Exact decimals as text: reading, ordering, subtracting, and how a reader sees them. Nothing here
// goes through a binary fraction; only a place on a chart may (see `roughly`).
import type { Language } from '@/i18n/language'

import type { Exact } from '@/api/exact'

interface Decimal {
  digits: bigint // with sign; value = digits / 10^scale
  scale: number
}

const form = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

// Empty for text that is no decimal.
function parse(text: Exact): Decimal | null {
  const found = form.exec(text.trim())
  if (!found) return null
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  let digits = BigInt(whole + fraction)
  let scale = fraction.length - Number(exponent)
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale)
    scale = 0
  }
  return { digits: sign === '-' ? -digits : digits, scale }
}

function print({ digits, scale }: Decimal): string {
  const negative = digits < 0n
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const fraction = text.slice(text.length - scale).replace(/0+$/, '')
  return (negative ? '-' : '') + whole + (fraction === '' ? '' : `.${fraction}`)
}

function align(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale)
  const grown = (one: Decimal): bigint => one.digits * 10n ** BigInt(scale - one.scale)
  return [grown(a), grown(b), scale]
}

// -1, 0 or 1; null when one of them is no decimal.
export function compare(a: Exact, b: Exact): -1 | 0 | 1 | null {
  const left = parse(a)
  const right = parse(b)
  if (!left || !right) return null
  const [x, y] = align(left, right)
  return x < y ? -1 : x > y ? 1 : 0
}

export function subtract(a: Exact, b: Exact): Exact | null {
  const left = parse(a)
  const right = parse(b)
  if (!left || !right) return null
  const [x, y, scale] = align(left, right)
  return print({ digits: x - y, scale })
}

// The value times ten to the power of `zeros`, which may be negative; text that is no decimal comes
// back.
export function shift(value: Exact, zeros: number): Exact {
  const decimal = parse(value)
  if (!decimal) return value
  const digits = decimal.digits * 10n ** BigInt(Math.max(0, zeros))
  return print({ digits, scale: decimal.scale + Math.max(0, -zeros) })
}

export function isZero(value: Exact): boolean {
  return parse(value)?.digits === 0n
}

// Orders a/b against c/d without dividing; null when one is no decimal or a whole is not positive.
export function compareShare(
  part: Exact,
  whole: Exact,
  part2: Exact,
  whole2: Exact
): -1 | 0 | 1 | null {
  const [a, b, c, d] = [part, whole, part2, whole2].map(parse)
  if (!a || !b || !c || !d || b.digits <= 0n || d.digits <= 0n) return null
  const times = (x: Decimal, y: Decimal): Decimal => ({
    digits: x.digits * y.digits,
    scale: x.scale + y.scale
  })
  const [x, y] = align(times(a, d), times(c, b))
  return x < y ? -1 : x > y ? 1 : 0
}

// For drawing only: a place on an axis. Never compare or add what this gives.
export function roughly(text: Exact): number {
  return Number(text)
}

// Half away from zero, as the statistics handbooks round; keeps at most `places` decimals.
function roundTo(value: Decimal, places: number): Decimal {
  if (value.scale <= places) return value
  const unit = 10n ** BigInt(value.scale - places)
  const half = unit / 2n
  const digits = value.digits < 0n ? (value.digits - half) / unit : (value.digits + half) / unit
  return { digits, scale: places }
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const withCommas = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return (fraction === undefined ? withCommas : `${withCommas}.${fraction}`).replace('-', '−')
}

// Every digit, grouped by thousands, with a real minus sign. Text that is no decimal comes back.
export function exactText(value: Exact): string {
  const decimal = parse(value)
  return decimal ? grouped(print(decimal)) : value
}

const steps: Record<Language, readonly { from: bigint; zeros: number; sign: string }[]> = {
  zh: [
    { from: 100_000_000n, zeros: 8, sign: '亿' },
    { from: 10_000n, zeros: 4, sign: '万' }
  ],
  en: [
    { from: 1_000_000_000n, zeros: 9, sign: 'B' },
    { from: 1_000_000n, zeros: 6, sign: 'M' },
    { from: 10_000n, zeros: 3, sign: 'K' }
  ]
}

// 万 and 亿 in Chinese, K, M and B in English, from 10,000 on, with at most two decimals. `plain`
// keeps the magnitude, for units that carry one already (万元, 亿元).
export function shortText(value: Exact, language: Language, plain = false): string {
  const decimal = parse(value)
  if (!decimal) return value
  const size =
    (decimal.digits < 0n ? -decimal.digits : decimal.digits) / 10n ** BigInt(decimal.scale)
  const step = plain ? undefined : steps[language].find((one) => size >= one.from)
  const scaled = step ? { digits: decimal.digits, scale: decimal.scale + step.zeros } : decimal
  return grouped(print(roundTo(scaled, 2))) + (step ? step.sign : '')
}
