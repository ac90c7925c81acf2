// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import { chartShape, niceSteps, pathOf, type ChartInput } from './chart-shape'

const frame = { left: 0, right: 1000, top: 0, bottom: 100 }
const input: ChartInput = {
  planned: [
    { at: '2024-06-30', value: '50', low: '40', high: null },
    { at: '2024-12-31', value: '100', low: '90', high: null }
  ],
  actual: [
    { period: '2023-01..06', at: '2023-06-30', value: '45' },
    { period: '2024-01..06', at: '2024-06-30', value: '30' }
  ],
  goal: '100',
  forecast: { low: '55', middle: '60', high: '65', at: '2024-12-31' },
  fromZero: true,
  horizonYear: 2024
}

describe('chartShape', () => {
  it('shows the year of the target and lays the year before over it', () => {
    const shape = chartShape(input, frame)
    expect(shape.actual).toHaveLength(1)
    expect(shape.yearBefore).toHaveLength(1)
    expect(shape.yearBefore[0]?.x).toBeCloseTo(shape.actual[0]?.x ?? 0)
  })
  it('keeps everything inside of the frame, the band closed, less below more', () => {
    const shape = chartShape(input, frame)
    const places = [...shape.planned, ...shape.actual, ...shape.yearBefore, ...shape.band]
    expect(places.every(({ x, y }) => x >= 0 && x <= 1000 && y >= 0 && y <= 100)).toBe(true)
    expect(shape.band).toHaveLength(4)
    expect(shape.forecast?.low ?? 0).toBeGreaterThan(shape.forecast?.high ?? 0)
    expect(pathOf(shape.band, true)).toMatch(/^M.*Z$/)
  })
  it('draws a share from its own lowest value, not from zero', () => {
    const share = {
      ...input,
      planned: [],
      actual: [{ period: '2024-03', at: '2024-03-31', value: '50.1' }],
      goal: '51',
      forecast: null,
      fromZero: false
    }
    expect(chartShape(share, frame).yTicks[0]?.value).toBeGreaterThan(40)
  })
  it('survives a single value and nothing at all', () => {
    const alone = { ...input, planned: [], actual: [], forecast: null, goal: '0' }
    expect(chartShape(alone, frame).yTicks.every(({ y }) => Number.isFinite(y))).toBe(true)
  })
})

describe('niceSteps', () => {
  it('covers the range in round numbers', () => {
    expect(niceSteps(0, 25)).toEqual([0, 5, 10, 15, 20, 25])
    expect(niceSteps(0.1, 0.3)[0]).toBeLessThanOrEqual(0.1)
  })
})
