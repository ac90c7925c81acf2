// SPDX-License-Identifier: Apache-2.0
// A firm out of a file: a JSON object of facts, or a CSV with a heading of facts and a row for each
// firm. Names and codes of facts are taken alike; a heading's unit goes to the values below it.
import type { PolicyFact } from '@/pages/policies/policy'

import type { Values } from './entered'

export interface Firm {
  name: string
  values: Values
}

export const fileBytesMax = 4 * 1024 * 1024
export const firmsMax = 2_000

// RFC 4180: quoted cells may hold commas, line ends and doubled quotes.
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const body = text.replace(/^\uFEFF/, '')
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at] ?? ''
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (body[at + 1] === '"') cell += body[(at += 1)]
      else quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === ',' || sign === '\n') {
      rows[rows.length - 1]?.push(cell.trim())
      cell = ''
      if (sign === '\n') rows.push([])
    } else if (sign !== '\r') cell += sign
  }
  rows[rows.length - 1]?.push(cell.trim())
  return rows.filter((row) => row.some((one) => one !== ''))
}

const nameHeadings = ['企业名称', '名称', 'name', 'firm']
const spoken: Record<string, string> = { true: '是', yes: '是', false: '否', no: '否' }

function factNamed(name: string, facts: readonly PolicyFact[]): PolicyFact | undefined {
  return facts.find((fact) => fact.name.zh === name || (fact.code !== null && fact.code === name))
}

function valueFor(fact: PolicyFact, text: string, unit: string): string {
  if (text === '') return ''
  if (fact.type === 'yes-no') return spoken[text.toLowerCase()] ?? text
  return /^-?[\d,.]+$/.test(text) ? text + unit : text
}

function firmsOfTable(rows: readonly string[][], facts: readonly PolicyFact[]): Firm[] {
  const [heading = [], ...body] = rows
  const columns = heading.map((cell) => {
    const found = /^(.*?)\s*[（(](.*?)[)）]$/.exec(cell)
    const whole = factNamed(cell, facts)
    const fact = whole ?? (found ? factNamed(found[1] ?? '', facts) : undefined)
    return { cell, fact, unit: whole ? '' : (found?.[2] ?? '') }
  })
  const nameAt = columns.findIndex(({ cell }) => nameHeadings.includes(cell.toLowerCase()))
  return body.slice(0, firmsMax).map((row, index) => {
    const values: Values = {}
    columns.forEach(({ fact, unit }, at) => {
      const value = fact ? valueFor(fact, row[at] ?? '', unit) : ''
      if (fact && value !== '') values[fact.name.zh] = value
    })
    return { name: row[nameAt] || String(index + 1), values }
  })
}

function firmOfObject(object: Record<string, unknown>, facts: readonly PolicyFact[]): Firm {
  const values: Values = {}
  let name = ''
  for (const [key, said] of Object.entries(object)) {
    // {"value": …, "source": …} or a list of such claims: the first one's value.
    const claim: unknown = Array.isArray(said) ? said[0] : said
    const value: unknown =
      typeof claim === 'object' && claim !== null ? (claim as { value?: unknown }).value : claim
    if (value === undefined || value === null || typeof value === 'object') continue
    if (nameHeadings.includes(key.toLowerCase())) name = String(value)
    const fact = factNamed(key, facts)
    if (fact) values[fact.name.zh] = valueFor(fact, String(value).trim(), '')
  }
  return { name, values }
}

// Empty when nothing in the file is a fact of the policies.
export function firmsOf(text: string, facts: readonly PolicyFact[]): Firm[] {
  let firms: Firm[] = []
  if (/^\uFEFF?\s*[{[]/.test(text)) {
    let found: unknown
    try {
      found = JSON.parse(text.replace(/^\uFEFF/, ''))
    } catch {
      return []
    }
    const list: unknown[] = Array.isArray(found) ? found.slice(0, firmsMax) : [found]
    firms = list
      .filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null)
      .map((one) => firmOfObject(one, facts))
  } else {
    firms = firmsOfTable(cellsOf(text), facts)
  }
  return firms.filter((firm) => Object.keys(firm.values).length > 0)
}
