// SPDX-License-Identifier: Apache-2.0
// Identities that may sign in as me, and the providers the office trusts.
import { change, get } from '@/api/http'
import { readProviders, type Provider } from '@/api/session'

export interface Identity {
  number: number
  provider: string | null // null when the office no longer trusts it
  issuer: string
  subject: string
  linked_by: string
  linked_at: string
}

export async function readIdentities(
  signal: AbortSignal
): Promise<{ items: Identity[]; providers: Provider[] }> {
  const [identities, providers] = await Promise.all([
    get<{ items: Identity[] }>('/session/identities', {}, signal),
    readProviders()
  ])
  return { items: identities.data.items, providers }
}

// The address at the provider that the browser has to go to.
export const beginIdentity = async (provider: string, password: string): Promise<string> =>
  (await change<{ url: string }>('POST', '/session/identities', { provider, password })).data.url

export const endIdentity = async (number: number): Promise<void> => {
  await change<{ items: Identity[] }>('DELETE', `/session/identities/${number}`)
}
