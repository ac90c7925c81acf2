// SPDX-License-Identifier: Apache-2.0
// Roles as they are offered: in groups, and with what a grant of each has to name. What a role may
// do is said by the server, sentence by sentence.
import type { RoleText } from './administration'

// What a grant of the role has to name.
export type Need = 'units' | 'sections' | 'body'
export const needsOf = ({ needs }: RoleText): Need[] =>
  (['units', 'sections', 'body'] as const).filter((one) => needs[one])

export interface RoleGroup {
  group: string
  roles: RoleText[]
}

// In the order of the groups' list; a group nobody has named comes last, as it is.
export function grouped(roles: readonly RoleText[], order: readonly string[]): RoleGroup[] {
  const found: RoleGroup[] = []
  for (const role of roles) {
    const group = found.find((one) => one.group === role.group)
    if (group) group.roles.push(role)
    else found.push({ group: role.group, roles: [role] })
  }
  const place = (group: string): number => {
    const at = order.indexOf(group)
    return at < 0 ? order.length : at
  }
  return found.sort((a, b) => place(a.group) - place(b.group))
}
