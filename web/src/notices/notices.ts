// SPDX-License-Identifier: Apache-2.0
// Reminders as the office tells them, and where each leads.
import { get } from '@/api/http'
import { sheetPlace } from '@/pages/collection/collection'

import type { Notice } from './notice'

export const readNotices = async (signal?: AbortSignal): Promise<Notice[]> =>
  (await get<{ items: Notice[] }>('/notices', {}, signal)).data.items

export function placeOf(one: Notice): string {
  if (one.kind === 'sheet' && one.unit !== null && one.period !== null)
    return sheetPlace({ form: one.subject, unit: one.unit, period: one.period })
  return `/expiry?registry=${encodeURIComponent(one.subject)}&month=${one.due.slice(0, 7)}`
}
