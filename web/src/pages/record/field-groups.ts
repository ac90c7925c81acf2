// SPDX-License-Identifier: Apache-2.0
// The fields of a registry in the groups a reader looks for them in, and what was typed over them.
import type { Registry, RegistryField, SeenRecord } from '@/pages/registries/record'

export const groupNames = ['identity', 'term', 'more', 'personal', 'secret'] as const
export type GroupName = (typeof groupNames)[number]
export interface FieldGroup {
  name: GroupName
  fields: RegistryField[]
}

function groupOf(field: RegistryField, registry: Registry): GroupName {
  if (field.class === 'personal') return 'personal'
  if (field.class === 'secret') return 'secret'
  const { validity } = registry
  if (field.code === validity?.from || field.code === validity?.to) return 'term'
  const isKey =
    field.code === registry.title ||
    registry.keys.includes(field.code) ||
    field.code === registry.unit ||
    field.code === registry.owner ||
    registry.listed.includes(field.code) ||
    field.is_required
  return isKey ? 'identity' : 'more'
}

export function fieldGroups(registry: Registry): FieldGroup[] {
  return groupNames
    .map((name) => ({
      name,
      fields: registry.fields.filter((field) => groupOf(field, registry) === name)
    }))
    .filter((group) => group.fields.length > 0)
}

export type Typed = Record<string, string>

// What stands in the fields when typing begins: nothing in those that are masked.
export function typedFrom(registry: Registry, record: SeenRecord | null): Typed {
  return Object.fromEntries(
    registry.fields.map((field) => [field.code, record?.values[field.code]?.text ?? ''])
  )
}

// Only what was changed goes to the server; an emptied field goes as null.
export function changedFields(
  registry: Registry,
  record: SeenRecord | null,
  typed: Typed
): Record<string, string | null> {
  const before = typedFrom(registry, record)
  const changed: Record<string, string | null> = {}
  for (const { code } of registry.fields) {
    const text = (typed[code] ?? '').trim()
    if (text !== before[code]) changed[code] = text === '' ? null : text
  }
  return changed
}

// What would bring back the fields as they were; null when one of them was not wholly visible.
export function formerFields(
  record: SeenRecord,
  fields: readonly string[]
): Record<string, string | null> | null {
  const former: Record<string, string | null> = {}
  for (const code of fields) {
    const cell = record.values[code]
    if (!cell || cell.sight !== 'clear') return null
    former[code] = cell.text === '' ? null : cell.text
  }
  return former
}
