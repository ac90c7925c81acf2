// SPDX-License-Identifier: Apache-2.0
// A firm as a whole: its certificates by when they end and what has to be done until then, and the
// facts that its record gives to the policies.
import { dateText } from '@/format/date'
import { language } from '@/i18n/language'
import type {
  RecordView,
  Relation,
  SeenCell,
  SeenRecord,
  YearFigures
} from '@/pages/registries/record'

export type Standing = 'valid' | 'soon' | 'over' | 'renewed' | 'ended'

export interface Certificate {
  record: SeenRecord
  kind: string
  from: string | null
  to: string | null
  daysLeft: number | null
  standing: Standing
}

const dayMs = 86_400_000
// A high-tech firm prepares its next recognition a year ahead (the policy's own warning); the others
// are told a quarter ahead.
const warnDays: Record<string, number> = { 'high-tech': 365 }
const warnDaysElse = 92

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)
}

const textOf = (record: SeenRecord, field: string): string | null =>
  record.values[field]?.text || null

// Those that have to be seen to first, the soonest end before the others; what is over comes last.
export function certificatesOf(records: readonly SeenRecord[], today: string): Certificate[] {
  const all = records.map((record) => {
    const kind = textOf(record, 'kind') ?? ''
    const to = textOf(record, 'valid_to')
    return {
      record,
      kind,
      from: textOf(record, 'valid_from'),
      to,
      daysLeft: to === null ? null : daysBetween(today, to),
      standing: 'valid' as Standing
    }
  })
  for (const one of all) {
    if (one.record.life !== 'open') one.standing = 'ended'
    else if (one.to !== null && one.daysLeft !== null) {
      const isFollowed = all.some(
        (other) =>
          other.kind === one.kind &&
          other.record.life === 'open' &&
          (other.to === null || other.to > (one.to ?? ''))
      )
      if (isFollowed) one.standing = one.daysLeft < 0 ? 'renewed' : 'valid'
      else if (one.daysLeft < 0) one.standing = 'over'
      else if (one.daysLeft <= (warnDays[one.kind] ?? warnDaysElse)) one.standing = 'soon'
    }
  }
  const order: Record<Standing, number> = { soon: 0, over: 1, valid: 2, renewed: 3, ended: 4 }
  return all.sort(
    (a, b) =>
      order[a.standing] - order[b.standing] ||
      (a.standing === 'soon' || a.standing === 'valid'
        ? (a.to ?? '9999').localeCompare(b.to ?? '9999')
        : (b.to ?? '').localeCompare(a.to ?? ''))
  )
}

// What has run out long ago and was not renewed is history, not work.
export const overDaysShown = 365
export const toDo = (certificates: readonly Certificate[]): Certificate[] =>
  certificates.filter(
    ({ standing, daysLeft }) =>
      standing === 'soon' ||
      (standing === 'over' && daysLeft !== null && daysLeft >= -overDaysShown)
  )

// Facts of the policies by their Chinese names, from fields that mean the very same. The four
// calibres of R&D go each to the fact of its own calibre, never to another's.
const yearlyFacts: Record<string, string> = {
  staff: '职工总数',
  st_staff: '科技人员数',
  total_assets: '资产总额',
  revenue: '营业收入',
  high_tech_income: '高新收入',
  rd_super_deduction: '研发费用',
  rd_accounting: '账面研发费用',
  rd_statistics: '统计研发经费'
}
const earlierFacts: Record<string, readonly [string, string, string]> = {
  rd_high_tech: ['前一年研发', '前二年研发', '前三年研发'],
  net_assets: ['前一年净资产', '前二年净资产', '前三年净资产']
}

const put = (facts: Record<string, string>, name: string, cell: SeenCell | undefined): void => {
  if (cell?.sight === 'clear' && cell.text) facts[name] = cell.text
}
const spoken = (text: string): string => (text === 'yes' ? '是' : text === 'no' ? '否' : text)

// `year` is the last full year. What is missing or not visible stays missing.
export function factsOf(
  view: RecordView,
  certificates: readonly Certificate[],
  year: number
): Record<string, string> {
  const facts: Record<string, string> = {}
  const { values } = view.record
  put(facts, '注册日期', values['founded'])
  if (values['above_scale']?.text) facts['规上企业'] = spoken(values['above_scale'].text)
  const of = (back: number): YearFigures | undefined =>
    view.yearly.find((one) => one.year === year - back)
  for (const [field, name] of Object.entries(yearlyFacts)) put(facts, name, of(0)?.values[field])
  for (const [field, names] of Object.entries(earlierFacts))
    names.forEach((name, back) => put(facts, name, of(back)?.values[field]))
  const held = certificates
    .filter((one) => one.kind === 'high-tech' && one.record.life === 'open' && one.to !== null)
    .sort((a, b) => (b.to ?? '').localeCompare(a.to ?? ''))[0]
  if (held?.to) {
    facts['证书到期日'] = held.to
    if (held.daysLeft !== null && held.daysLeft >= 0) facts['高企证书有效'] = '是'
  }
  return facts
}

// What else the office has about the firm, each registry once, certificates aside.
export function otherRelations(relations: readonly Relation[], certificates: string): Relation[] {
  return relations.filter((one) => one.registry !== certificates)
}

export const dayText = (day: string | null): string =>
  day === null ? '' : dateText(day, language.value)
