// SPDX-License-Identifier: Apache-2.0
// The parts of the administration, and who sees which: each administrator has their own.
import type { Right } from '@/api/types'

export type Part = 'people' | 'waiting' | 'roles' | 'loans' | 'explain' | 'journal'

// The rights of which one opens a part; the order is the order of the tabs.
const doors: readonly { part: Part; rights: readonly Right[] }[] = [
  { part: 'people', rights: ['see_users'] },
  { part: 'waiting', rights: ['confirm_grant', 'confirm_reset'] },
  { part: 'roles', rights: ['see_roles'] },
  { part: 'loans', rights: ['see_roles'] },
  { part: 'explain', rights: ['explain_access'] },
  { part: 'journal', rights: ['read_journal'] }
]

export const partsFor = (may: (right: Right) => boolean): Part[] =>
  doors.filter(({ rights }) => rights.some(may)).map(({ part }) => part)

export const rightsFor = (part: Part): readonly Right[] =>
  doors.find((door) => door.part === part)?.rights ?? []

export const partPath = (part: Part): string => `/administration/${part}`
export const personPath = (name: string): string =>
  `/administration/people/${encodeURIComponent(name)}`
