// SPDX-License-Identifier: Apache-2.0
// What a version changed, field by field, against the one before it.
import type { RecordVersion, SeenCell, SeenRecord } from '@/pages/registries/record'

export interface FieldChange {
  field: string
  before: SeenCell | null
  now: SeenCell | null
}

const isEmpty = (cell: SeenCell | undefined): boolean =>
  !cell || (cell.text === null && cell.shown.zh === '') || cell.text === ''
const isSame = (a: SeenCell, b: SeenCell): boolean =>
  a.text === b.text && a.shown.zh === b.shown.zh && a.shown.en === b.shown.en

// In the order of `fields`; what neither shows is no change.
export function changesBetween(
  before: SeenRecord | null,
  now: SeenRecord,
  fields: readonly string[]
): FieldChange[] {
  return fields.flatMap((field) => {
    const old = before?.values[field]
    const fresh = now.values[field]
    const wasEmpty = isEmpty(old)
    const isEmptyNow = isEmpty(fresh)
    if (wasEmpty && isEmptyNow) return []
    if (old && fresh && isSame(old, fresh)) return []
    return [
      {
        field,
        before: wasEmpty ? null : (old ?? null),
        now: isEmptyNow ? null : (fresh ?? null)
      }
    ]
  })
}

export interface HistoryEntry {
  version: RecordVersion
  changes: FieldChange[]
  state: string | null // when it became another one
  isFirst: boolean
}

// The newest first. `versions` come the oldest first.
export function historyOf(
  versions: readonly RecordVersion[],
  fields: readonly string[]
): HistoryEntry[] {
  return versions
    .map((version, index) => {
      const before = versions[index - 1]?.record ?? null
      return {
        version,
        changes: changesBetween(before, version.record, fields),
        state: before && before.state !== version.record.state ? version.record.state : null,
        isFirst: index === 0
      }
    })
    .reverse()
}
