// SPDX-License-Identifier: Apache-2.0
// How an account stands, in the order of what matters most.
import type { User } from './administration'

export type AccountState = 'closed' | 'locked' | 'temporary' | 'open'

export function accountState(
  user: Pick<User, 'open' | 'locked_until' | 'temporary_password_until'>,
  now: number
): AccountState {
  if (!user.open) return 'closed'
  if (user.locked_until !== null && Date.parse(user.locked_until) > now) return 'locked'
  return user.temporary_password_until === null ? 'open' : 'temporary'
}
