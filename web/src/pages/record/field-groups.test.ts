// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest'

import type { Registry, RegistryField, SeenRecord } from '@/pages/registries/record'

import { changedFields, fieldGroups, formerFields, typedFrom } from './field-groups'

const field = (code: string, of: FieldOf = {}): RegistryField =>
  ({ code, class: 'public', is_required: false, ...of }) as RegistryField
type FieldOf = Partial<RegistryField>

const registry = {
  title: 'name',
  keys: ['number'],
  unit: 'region',
  owner: null,
  validity: { from: 'begun', to: 'ended' },
  listed: ['name'],
  fields: [
    field('name', { is_required: true }),
    field('number'),
    field('region'),
    field('begun'),
    field('ended'),
    field('note'),
    field('phone', { class: 'personal' }),
    field('revenue', { class: 'secret' })
  ]
} as unknown as Registry

const record = {
  values: {
    name: { text: '甲公司', sight: 'clear' },
    note: { text: '', sight: 'clear' },
    phone: { text: null, sight: 'masked' }
  }
} as unknown as SeenRecord

describe('fieldGroups', () => {
  it('puts every field into one group, personal data apart', () => {
    const groups = fieldGroups(registry).map(({ name, fields }) => [
      name,
      fields.map((one) => one.code).join(' ')
    ])
    expect(groups).toEqual([
      ['identity', 'name number region'],
      ['term', 'begun ended'],
      ['more', 'note'],
      ['personal', 'phone'],
      ['secret', 'revenue']
    ])
  })
})

describe('changedFields', () => {
  it('sends what was typed, trimmed, and nothing else', () => {
    const typed = { ...typedFrom(registry, record), name: ' 乙公司 ', note: '', region: '341821' }
    expect(changedFields(registry, record, typed)).toEqual({ name: '乙公司', region: '341821' })
  })
  it('empties with null, and leaves masked fields alone unless something is typed', () => {
    const typed = { ...typedFrom(registry, record), name: '' }
    expect(changedFields(registry, record, typed)).toEqual({ name: null })
    expect(
      changedFields(registry, record, { ...typed, name: '甲公司', phone: '13800000000' })
    ).toEqual({ phone: '13800000000' })
  })
})

describe('formerFields', () => {
  it('gives back what stood, and nothing where a field was masked', () => {
    expect(formerFields(record, ['name', 'note'])).toEqual({ name: '甲公司', note: null })
    expect(formerFields(record, ['name', 'phone'])).toBeNull()
  })
})
