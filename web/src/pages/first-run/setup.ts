// SPDX-License-Identifier: Apache-2.0
// The first run as the server knows it.
import { change, get } from '@/api/http'
import type { Role, Words } from '@/api/types'

import type { Account } from './accounts'

export interface Setup {
  needed: boolean
  password_length_min: number
  administrators: { role: Role; name: Words; duty: Words }[]
}

export const readSetup = async (): Promise<Setup> => (await get<Setup>('/setup')).data

export async function createAccounts(accounts: readonly Account[], key: string): Promise<void> {
  const administrators = accounts.map(({ role, name, password }) => ({
    role,
    name: name.trim(),
    password
  }))
  await change<Setup>('POST', '/setup', { administrators }, { key })
}
