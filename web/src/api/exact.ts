// SPDX-License-Identifier: Apache-2.0
// JSON whose decimals keep every digit.
//
// JSON.parse turns 0.1 and 12345678901234567.89 into the nearest binary fraction. Figures of the
// office are exact, so the fields named here stay the text that the server sent; counts, ids and
// spans become numbers as usual.
export type Exact = string

const exactFields: ReadonlySet<string> = new Set([
  'value',
  'value_high',
  'target',
  'target_high',
  'gap',
  'low',
  'middle',
  'high',
  'total',
  'difference',
  'counted',
  'year_on_year_percent',
  'confidence',
  'distance',
  'cost_low',
  'cost_high',
  'prefill',
  'former',
  'before'
])

// Strings are matched first and handed back as they are, so digits inside them are never touched.
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const mark = '\u0001#'

export function parseExact(text: string): unknown {
  const marked = text.replace(stringOrNumber, (token) =>
    token.startsWith('"') ? token : `"\\u0001#${token}"`
  )
  return JSON.parse(marked, (key, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(mark)) return value
    const digits = value.slice(mark.length)
    return exactFields.has(key) ? digits : Number(digits)
  })
}
