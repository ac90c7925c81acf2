// SPDX-License-Identifier: Apache-2.0
// Five steps of colour of equal width between the lowest and the highest score.
export const shades = 5

export interface Scale {
  low: number
  high: number
}

export function scaleOf(scores: readonly (number | null)[]): Scale | null {
  const known = scores.filter((score): score is number => score !== null)
  return known.length === 0 ? null : { low: Math.min(...known), high: Math.max(...known) }
}

// 1 … 5; 0 without a score. When all are equal all stand in the middle.
export function shadeOf(score: number | null, scale: Scale | null): number {
  if (score === null || !scale) return 0
  const span = scale.high - scale.low
  if (span <= 0) return 3
  return Math.min(shades, 1 + Math.floor(((score - scale.low) / span) * shades))
}

// Lower ends of the steps, and the upper end of the last.
export function edgesOf(scale: Scale): number[] {
  const step = (scale.high - scale.low) / shades
  return Array.from({ length: shades + 1 }, (_, index) => scale.low + index * step)
}
