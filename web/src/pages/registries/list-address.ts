// SPDX-License-Identifier: Apache-2.0
// A view of a registry in the address: ?q=…&sort=-valid_to&columns=title,kind&f.valid_to=le:2024-12-31
// Read and written here and nowhere else, so that every view is a link one can send.
import type { LocationQuery, LocationQueryRaw } from 'vue-router'

import type { FieldType, RecordQuery, Registry, RegistryField } from './record'

export const comparisons = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'contains',
  'empty',
  'filled'
] as const
export type Comparison = (typeof comparisons)[number]

export interface Filter {
  field: string
  comparison: Comparison
  text: string
}

export interface ListView {
  search: string
  filters: Filter[]
  sort: string // code of a field, "state" or empty: by number
  descending: boolean
  columns: string[] // empty: those of the registry
  on: string // valid on this day; empty: all
  state: string // states with commas between them; empty: all
  step: string // only what the reader may take this step with
}

const texts = (value: LocationQuery[string] | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string')
const first = (value: LocationQuery[string] | undefined): string => texts(value)[0] ?? ''

function filterOf(field: string, text: string): Filter {
  const colon = text.indexOf(':')
  const word = colon < 0 ? '' : text.slice(0, colon)
  const found = comparisons.find((one) => one === word)
  return found
    ? { field, comparison: found, text: text.slice(colon + 1) }
    : { field, comparison: 'eq', text }
}
export const filterText = ({ comparison, text }: Filter): string => `${comparison}:${text}`

export function viewOf(query: LocationQuery): ListView {
  const sort = first(query['sort'])
  const descending = sort.startsWith('-')
  const day = first(query['on'])
  return {
    search: first(query['q']),
    filters: Object.entries(query)
      .filter(([name]) => name.startsWith('f.'))
      .flatMap(([name, value]) => texts(value).map((text) => filterOf(name.slice(2), text))),
    sort: descending ? sort.slice(1) : sort,
    descending,
    columns: first(query['columns']).split(',').filter(Boolean),
    state: first(query['state']),
    step: first(query['step']),
    on: /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : ''
  }
}

export function queryOf(view: ListView, other: LocationQuery = {}): LocationQueryRaw {
  const query: Record<string, string | string[]> = {}
  const lang = first(other['lang'])
  if (lang !== '') query['lang'] = lang
  if (view.search !== '') query['q'] = view.search
  for (const one of view.filters) {
    const name = `f.${one.field}`
    const before = query[name]
    query[name] = before === undefined ? filterText(one) : [before, filterText(one)].flat()
  }
  if (view.sort !== '') query['sort'] = sortOf(view)
  if (view.columns.length > 0) query['columns'] = view.columns.join(',')
  if (view.on !== '') query['on'] = view.on
  if (view.state !== '') query['state'] = view.state
  if (view.step !== '') query['step'] = view.step
  return query
}

// As the server and the address say it.
export const sortOf = ({ sort, descending }: ListView): string =>
  sort === '' ? '' : (descending ? '-' : '') + sort

// The order that is exactly this one turned round. None where rows may be without what they are
// sorted by: those come last either way.
export function turnedRound(view: ListView, title: string): string | null {
  if (!['', 'id', 'title', 'state', 'changed', title].includes(view.sort)) return null
  return view.descending ? view.sort : `-${view.sort || 'id'}`
}

// As the server is asked. Columns are always named, so that nothing is sent that is not shown.
export function asked(view: ListView, columns: readonly string[]): RecordQuery {
  return {
    plain: {
      q: view.search,
      sort: sortOf(view),
      columns: columns.join(','),
      on: view.on,
      state: view.state,
      step: view.step
    },
    filters: view.filters.map((one) => [`f.${one.field}`, filterText(one)] as const)
  }
}

// The columns that are shown: of those asked for, what exists and may be seen, in the order of the
// registry, and always the one that names the record.
export function columnsOf(view: ListView, registry: Registry): RegistryField[] {
  const wanted = view.columns.length > 0 ? view.columns : registry.listed
  const fields = registry.fields.filter(
    (field) =>
      field.sight !== 'hidden' && (wanted.includes(field.code) || field.code === registry.title)
  )
  const isTitle = (field: RegistryField): number => (field.code === registry.title ? 0 : 1)
  return [...fields].sort((a, b) => isTitle(a) - isTitle(b))
}

export const isNarrowed = (view: ListView): boolean =>
  [view.search, view.on, view.state, view.step].some((text) => text !== '') ||
  view.filters.length > 0
export const widened = (view: ListView): ListView => ({
  ...view,
  search: '',
  filters: [],
  on: '',
  state: '',
  step: ''
})

// What a field of a type can be compared by, the most usual first.
export function comparisonsFor(type: FieldType): Comparison[] {
  switch (type) {
    case 'text':
    case 'code':
      return ['contains', 'eq', 'ne', 'filled', 'empty']
    case 'choice':
    case 'region':
    case 'reference':
      return ['eq', 'ne', 'filled', 'empty']
    case 'yes-no':
      return ['eq', 'filled', 'empty']
    default:
      return ['ge', 'le', 'eq', 'ne', 'gt', 'lt', 'filled', 'empty']
  }
}
export const needsText = (comparison: Comparison): boolean =>
  comparison !== 'empty' && comparison !== 'filled'
