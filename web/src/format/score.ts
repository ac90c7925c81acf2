// SPDX-License-Identifier: Apache-2.0
// Scores, weights and ranks as readers see them. Scores are computed in floating point by the
// engine, so here they are rounded for reading and never compared after rounding.
import { exactText } from './decimal'

// With a real minus sign; no "-0.00".
export function fixed(value: number, places = 2): string {
  const text = value.toFixed(places)
  return Number(text) === 0 ? (0).toFixed(places) : text.replace('-', '−')
}

// "+1.20", "−0.40", "0.00".
export function signed(value: number, places = 2): string {
  const text = fixed(value, places)
  return Number(value.toFixed(places)) > 0 ? `+${text}` : text
}

export function percent(share: number, places = 1): string {
  return `${fixed(share * 100, places)}%`
}

// A figure of the data, grouped by thousands: two decimals, or four digits where that would leave
// next to nothing.
export function figure(value: number): string {
  const rounded = Math.abs(value) >= 1 ? value.toFixed(2) : value.toPrecision(4)
  return exactText(String(Number(rounded)))
}

// "2" or "2–4".
export function rangeText(low: number, high: number): string {
  return low === high ? String(low) : `${low}–${high}`
}
