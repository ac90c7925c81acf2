// SPDX-License-Identifier: Apache-2.0
// Files attached to a record or a sheet. `place` is its path, such as "/records/cn.enterprise/12".
import { change, file, get } from '@/api/http'

export type FileClass = 'internal' | 'public' | 'personal' | 'secret'
export const fileClasses: readonly FileClass[] = ['internal', 'public', 'personal', 'secret']

export interface Attachment {
  id: number
  is_visible: boolean
  name: string | null
  media_type: string | null
  sha256: string | null
  bytes: number
  class: FileClass
  note: string
  added_by: string
  added_at: string
  taken_back: { by: string; at: string; reason: string } | null
}

export interface Attachments {
  may_add: boolean
  may_take_back: boolean
  bytes_max: number
  items: Attachment[]
}

export interface Chosen {
  file: File
  class: FileClass
  note: string
}

export async function readAttachments(place: string, signal?: AbortSignal): Promise<Attachments> {
  return (await get<Attachments>(`${place}/attachments`, {}, signal)).data
}

export async function attach(place: string, chosen: Chosen, key: string): Promise<Attachments> {
  const form = new FormData()
  form.append('class', chosen.class)
  form.append('note', chosen.note)
  form.append('file', chosen.file)
  return (await change<Attachments>('POST', `${place}/attachments`, form, { key })).data
}

export const openAttachment = (place: string, id: number): Promise<Blob> =>
  file('GET', `${place}/attachments/${id}`)

export async function takeBack(place: string, id: number, reason: string): Promise<Attachments> {
  const path = `${place}/attachments/${id}/taken-back`
  return (await change<Attachments>('POST', path, { reason })).data
}
