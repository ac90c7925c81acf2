// SPDX-License-Identifier: Apache-2.0
// The forms that a firm has to fill in now.
import { get } from '@/api/http'
import { Problem } from '@/api/problem'
import type { Desk } from '@/pages/collection/collection'
import { sheetPlace } from '@/pages/collection/collection'
import type { Words } from '@/api/types'

export interface FirmSheet {
  place: string
  name: Words
  period: string
  deadline: string
  daysLeft: number
}

// From the reader's own desk: what waits there for this firm, what came back to it and what it owes.
export async function readSheets(code: string, signal: AbortSignal): Promise<FirmSheet[]> {
  if (code === '') return []
  try {
    const { data } = await get<Desk>('/desk', {}, signal)
    const all = [...data.returned, ...data.waiting, ...data.missing]
    const seen = new Set<string>()
    return all.flatMap((item) => {
      const place = sheetPlace({
        form: item.form.code,
        unit: item.unit.code,
        period: item.period
      })
      if (item.unit.code !== code || seen.has(place)) return []
      seen.add(place)
      return [
        {
          place,
          name: item.form.name,
          period: item.period,
          deadline: item.deadline,
          daysLeft: item.days_left
        }
      ]
    })
  } catch (error) {
    // Without forms the rest of the page still stands.
    if (error instanceof Problem) return []
    throw error
  }
}
