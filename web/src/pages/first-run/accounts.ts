// SPDX-License-Identifier: Apache-2.0
// The four accounts while they are being filled in, and what can be said about one before the
// server is asked. Kept in memory only: these are passwords.
import type { Role } from '@/api/types'

export interface Account {
  role: Role
  name: string
  password: string
  repeat: string
}

export type Fault =
  | { field: 'name'; kind: 'missing' }
  | { field: 'name' | 'password'; kind: 'taken'; by: Role }
  | { field: 'password'; kind: 'short' }
  | { field: 'password'; kind: 'has-name' }
  | { field: 'repeat'; kind: 'differs' }

// The same counts as the server's: characters, not UTF-16 units.
export function lengthOf(text: string): number {
  return Array.from(text).length
}

// What is wrong with one account, given those filled in before it.
export function faultsOf(
  account: Account,
  others: readonly Account[],
  lengthMin: number
): Fault[] {
  const faults: Fault[] = []
  const name = account.name.trim()
  const sameName = others.find((other) => other.name.trim() === name)
  if (name === '') faults.push({ field: 'name', kind: 'missing' })
  else if (sameName) faults.push({ field: 'name', kind: 'taken', by: sameName.role })
  const samePassword = others.find(
    (other) => other.password !== '' && other.password === account.password
  )
  if (lengthOf(account.password) < lengthMin) faults.push({ field: 'password', kind: 'short' })
  else if (name !== '' && account.password.toLowerCase().includes(name.toLowerCase()))
    faults.push({ field: 'password', kind: 'has-name' })
  else if (samePassword) faults.push({ field: 'password', kind: 'taken', by: samePassword.role })
  else if (account.password !== account.repeat) faults.push({ field: 'repeat', kind: 'differs' })
  return faults
}
