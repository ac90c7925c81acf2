// SPDX-License-Identifier: Apache-2.0
// Which rows of a long list with rows of one height are worth drawing. All in pixels.
export interface RowWindow {
  first: number
  last: number // not included
}

// `top` is where the first row stands, against the top of what is seen; `seen` its height. As many
// rows again are drawn above and below, so that a turn of the wheel shows no gap.
export function rowWindow(top: number, seen: number, height: number, count: number): RowWindow {
  if (count <= 0 || height <= 0 || seen <= 0) return { first: 0, last: 0 }
  const shown = Math.ceil(seen / height)
  const at = Math.floor(-top / height)
  const first = Math.min(Math.max(0, at - shown), Math.max(0, count - 1))
  const last = Math.min(count, Math.max(at + 2 * shown + 1, first + 1))
  return { first, last: Math.max(first, last) }
}
