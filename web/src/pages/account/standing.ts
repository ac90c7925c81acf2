// SPDX-License-Identifier: Apache-2.0
// What I hold, what I have lent or was lent, and where I am signed in.
import { change, get } from '@/api/http'
import type { Delegation, Grant, OpenSession } from '@/pages/administration/administration'

export interface Standing {
  grants: Grant[]
  delegations: Delegation[]
}

export const readStanding = async (signal?: AbortSignal): Promise<Standing> =>
  (await get<Standing>('/session/standing', {}, signal)).data

export interface LoanInput {
  delegate: string
  grant: number
  from?: string
  to: string
  reason?: string
}

export const lend = async (input: LoanInput, key: string): Promise<Delegation> =>
  (await change<Delegation>('POST', '/session/delegations', input, { key })).data

export const endLoan = async (number: number): Promise<void> => {
  await change<Delegation>('DELETE', `/session/delegations/${number}`)
}

export const readMySessions = async (signal?: AbortSignal): Promise<OpenSession[]> =>
  (await get<{ items: OpenSession[] }>('/session/sessions', {}, signal)).data.items

export const endMySession = async (number: number): Promise<void> => {
  await change<null>('DELETE', `/session/sessions/${number}`)
}
