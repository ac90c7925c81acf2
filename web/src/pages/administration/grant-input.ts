// SPDX-License-Identifier: Apache-2.0
// What is being granted, while it is typed, and as the request has it.
import type { GrantInput, RoleText } from './administration'
import { needsOf, type Need } from './roles'

export interface Draft {
  role: string
  units: string[]
  sections: string[]
  other: string // codes that are on no list
  body: string
  from: string
  to: string
}

export const emptyDraft = (): Draft => ({
  role: '',
  units: [],
  sections: [],
  other: '',
  body: '',
  from: '',
  to: ''
})

const codesIn = (text: string): string[] => text.split(/[\s,，、]+/).filter((code) => code !== '')

// Codes that are on no list belong to whatever the role needs.
const chosen = (draft: Draft, need: 'units' | 'sections'): string[] => [
  ...draft[need],
  ...codesIn(draft.other)
]

export type Missing = 'role' | Need

export function missingIn(draft: Draft, role: RoleText | undefined): Missing[] {
  if (!role) return ['role']
  return needsOf(role).filter((need) =>
    need === 'body' ? draft.body.trim() === '' : chosen(draft, need).length === 0
  )
}

// Only what the role asks for is sent: something chosen before for another role does not count.
export function inputOf(draft: Draft, role: RoleText): GrantInput {
  const input: GrantInput = { role: role.code }
  if (role.needs.units) input.units = chosen(draft, 'units')
  if (role.needs.sections) input.sections = chosen(draft, 'sections')
  if (role.needs.body) input.body = draft.body.trim()
  if (draft.from !== '') input.from = draft.from
  if (draft.to !== '') input.to = draft.to
  return input
}
