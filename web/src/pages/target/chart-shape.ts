// SPDX-License-Identifier: Apache-2.0
// From a trajectory to lines on paper. Pure geometry; the only place where decimals become floating
// numbers, because a pixel needs no more.
import type { ActualPoint, Exact, Interval, PlannedPoint } from '@/api/types'
import { roughly } from '@/format/decimal'

export interface ChartInput {
  planned: readonly PlannedPoint[]
  actual: readonly ActualPoint[]
  goal: Exact
  forecast: Interval | null
  fromZero: boolean // amounts and counts grow from nothing, shares and ranks do not
  horizonYear: number
}

export interface Place {
  x: number
  y: number
}

export interface ChartShape {
  xTicks: { x: number; month: number; year: number }[]
  yTicks: { y: number; value: number }[]
  planned: Place[]
  band: Place[] // closed shape between the lower and the upper edge
  actual: Place[]
  yearBefore: Place[]
  goalY: number
  forecast: { x: number; low: number; middle: number; high: number } | null
}

export interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

const day = 86_400_000
const at = (date: string): number => Date.parse(`${date.slice(0, 10)}T00:00:00Z`)

// Steps of 1, 2 or 5 times a power of ten, about five of them.
export function niceSteps(low: number, high: number, about = 5): number[] {
  const span = high - low || Math.abs(high) || 1
  const raw = span / about
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 5, 10].find((one) => one * power >= raw) ?? 10) * power
  const first = Math.floor(low / step)
  // An axis has two ends even when all values are the same.
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12))
  )
}

// A year back in days of the calendar, so that month ends stay month ends.
function yearLater(date: string): string {
  const next = `${Number(date.slice(0, 4)) + 1}${date.slice(4, 10)}`
  return next.endsWith('-02-29') ? `${next.slice(0, 8)}28` : next
}

export function chartShape(input: ChartInput, frame: Frame): ChartShape {
  const years = input.planned.map((point) => Number(point.at.slice(0, 4)))
  const firstYear = Math.min(input.horizonYear, ...years)
  const from = Date.UTC(firstYear, 0, 1) - day
  const to = Math.max(
    Date.UTC(input.horizonYear, 11, 31),
    ...input.planned.map((point) => at(point.at))
  )
  const inside = (date: string): boolean => at(date) > from && at(date) <= to
  const actual = input.actual.filter((point) => inside(point.at))
  const before =
    firstYear === input.horizonYear
      ? input.actual
          .filter((point) => Number(point.at.slice(0, 4)) === firstYear - 1)
          .map((point) => ({ at: yearLater(point.at), value: point.value }))
      : []

  const goal = roughly(input.goal)
  const values = [
    goal,
    ...input.planned.flatMap(({ value, low, high }) => [value, low, high]),
    ...actual.map((point) => point.value),
    ...before.map((point) => point.value),
    input.forecast?.low ?? null,
    input.forecast?.high ?? null
  ]
    .map((value) => (value === null ? null : typeof value === 'number' ? value : roughly(value)))
    .filter((value): value is number => value !== null && Number.isFinite(value))
  const low = Math.min(...values)
  const high = Math.max(...values)
  const steps = niceSteps(input.fromZero ? Math.min(0, low) : low, high)
  const bottom = steps[0] ?? 0
  const top = steps[steps.length - 1] ?? 1

  const x = (date: string | number): number =>
    frame.left +
    (((typeof date === 'number' ? date : at(date)) - from) / (to - from)) *
      (frame.right - frame.left)
  const y = (value: Exact | number): number =>
    frame.bottom -
    (((typeof value === 'number' ? value : roughly(value)) - bottom) / (top - bottom)) *
      (frame.bottom - frame.top)
  const place = (point: { at: string; value: Exact }): Place => ({
    x: x(point.at),
    y: y(point.value)
  })

  const months: ChartShape['xTicks'] = []
  const yearsShown = Math.round((to - from) / (365.25 * day))
  for (let year = firstYear; year <= input.horizonYear; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      if (yearsShown > 1 && month !== 12) continue
      months.push({ x: x(Date.UTC(year, month, 0)), month, year })
    }
  }
  const edges = input.planned.filter((point) => point.low !== null || point.high !== null)
  return {
    xTicks: months,
    yTicks: steps.map((value) => ({ y: y(value), value })),
    planned: input.planned.map(place),
    band: [
      ...edges.map((point) => ({ x: x(point.at), y: y(point.high ?? point.value) })),
      ...[...edges].reverse().map((point) => ({ x: x(point.at), y: y(point.low ?? point.value) }))
    ],
    actual: actual.map(place),
    yearBefore: before.map(place),
    goalY: y(goal),
    forecast: input.forecast
      ? {
          x: Math.min(x(input.forecast.at), frame.right),
          low: y(input.forecast.low),
          middle: y(input.forecast.middle),
          high: y(input.forecast.high)
        }
      : null
  }
}

export function pathOf(places: readonly Place[], closed = false): string {
  if (places.length === 0) return ''
  const line = places
    .map(({ x, y }, i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
  return closed ? `${line}Z` : line
}
