// SPDX-License-Identifier: Apache-2.0
// "May this person do this with that record?" as it stands in the address of the page and as the
// interface is asked.
import type { Query } from '@/api/http'

export interface Question {
  user: string
  action: string
  kind: string
  one: string // a record: its page's address, or "enterprise/12"
  unit: string
  section: string
  state: string
  entered_by: string
}

export const emptyQuestion = (): Question => ({
  user: '',
  action: 'read',
  kind: 'record',
  one: '',
  unit: '',
  section: '',
  state: '',
  entered_by: ''
})

// "enterprise/12" out of what was pasted: an address of the record's page, "record:enterprise/12"
// or the short form itself. Null where nothing of the sort is in it.
export function recordIn(text: string): string | null {
  const path = text
    .trim()
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
  const found = /(?:^|[/:])([a-z][\w.-]*)\/(\d+)$/i.exec(path)
  return found ? `${found[1]}/${found[2]}` : null
}

export type Fault = 'user' | 'one'

export function faultsIn(question: Question): Fault[] {
  const faults: Fault[] = []
  if (question.user.trim() === '') faults.push('user')
  if (question.one.trim() !== '' && recordIn(question.one) === null) faults.push('one')
  return faults
}

// Who entered it is known of every record, and a rule that asks for it fails where it is not said;
// so it was somebody else, by a name that no account can have.
const somebodyElse = '*'

// A record that exists brings its own attributes; only without one are they sent.
export function asked(question: Question): Query {
  const base = { user: question.user.trim(), action: question.action }
  const one = recordIn(question.one)
  if (one !== null) return { ...base, object: `record:${one}` }
  return {
    ...base,
    object: question.kind,
    unit: question.unit,
    section: question.section,
    state: question.state,
    entered_by: question.entered_by.trim() || somebodyElse
  }
}

// From the address; whatever is not there is as in an empty question.
export function questionFrom(query: Record<string, unknown>): Question {
  const question = emptyQuestion()
  for (const name of Object.keys(question) as (keyof Question)[]) {
    const value = query[name]
    if (typeof value === 'string') question[name] = value
  }
  return question
}

// Into the address: only what somebody has said.
export function queryFrom(question: Question): Record<string, string> {
  return Object.fromEntries(
    Object.entries(question).filter(([, value]) => value.trim() !== '')
  ) as Record<string, string>
}
