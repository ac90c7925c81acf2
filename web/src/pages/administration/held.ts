// SPDX-License-Identifier: Apache-2.0
// What somebody holds or is about to: the account's own role, then grants that have not ended.
import type { Words } from '@/api/types'

import type { User } from './administration'

export interface HeldRole {
  name: Words
  waits: boolean
}

export function heldBy(user: Pick<User, 'role' | 'role_name' | 'grants'>): HeldRole[] {
  const own: HeldRole[] = user.role === 'none' ? [] : [{ name: user.role_name, waits: false }]
  const granted = (user.grants ?? [])
    .filter(({ state }) => state === 'live' || state === 'waiting' || state === 'future')
    .map(({ role_name: name, state }) => ({ name, waits: state === 'waiting' }))
  return [...own, ...granted]
}
