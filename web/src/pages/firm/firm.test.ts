// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it, vi } from 'vitest'

import type { RecordView, SeenRecord } from '@/pages/registries/record'

// The pages' language reads the browser, which a test has not.
vi.mock('@/i18n/language', () => ({ language: { value: 'zh' } }))
let firm: typeof import('./firm')
beforeAll(async () => {
  firm = await import('./firm')
})

let number = 0
const certificate = (kind: string, to: string, life = 'open'): SeenRecord =>
  ({
    id: (number += 1),
    life,
    values: {
      kind: { text: kind, sight: 'clear' },
      valid_from: { text: '2020-01-01', sight: 'clear' },
      valid_to: { text: to, sight: 'clear' }
    }
  }) as unknown as SeenRecord

const today = '2024-06-30'
const standings = (records: SeenRecord[]): string[] =>
  firm.certificatesOf(records, today).map((one) => `${one.to} ${one.standing}`)

describe('certificatesOf', () => {
  it('warns a year before a high-tech certificate ends, a quarter before others', () => {
    expect(
      standings([
        certificate('high-tech', '2025-06-29'),
        certificate('specialised', '2024-10-01'),
        certificate('gazelle', '2024-10-02')
      ])
    ).toEqual(['2025-06-29 soon', '2024-10-01 valid', '2024-10-02 valid'])
    expect(standings([certificate('little-giant', '2024-09-29')])).toEqual(['2024-09-29 soon'])
    expect(standings([certificate('little-giant', '2024-12-01')])).toEqual(['2024-12-01 valid'])
  })
  it('asks nothing where the next certificate is there', () => {
    expect(
      standings([certificate('tech-sme', '2024-03-31'), certificate('tech-sme', '2025-03-31')])
    ).toEqual(['2025-03-31 valid', '2024-03-31 renewed'])
    // A revoked successor is none.
    expect(
      standings([
        certificate('tech-sme', '2024-03-31'),
        certificate('tech-sme', '2025-03-31', 'revoked')
      ])
    ).toEqual(['2024-03-31 over', '2025-03-31 ended'])
  })
  it('is valid on its last day', () => {
    expect(standings([certificate('gazelle', today)])).toEqual([`${today} soon`])
    expect(standings([certificate('gazelle', '2024-06-29')])).toEqual(['2024-06-29 over'])
  })
  it('leaves what ran out long ago out of the work', () => {
    const list = firm.certificatesOf(
      [certificate('gazelle', '2022-01-01'), certificate('leading', '2024-05-01')],
      today
    )
    expect(firm.toDo(list).map((one) => one.kind)).toEqual(['leading'])
  })
})
describe('factsOf', () => {
  const view = {
    record: {
      values: {
        founded: { text: '2002-09-10', sight: 'clear' },
        above_scale: { text: 'yes', sight: 'clear' }
      }
    },
    yearly: [
      { year: 2022, values: { rd_high_tech: { text: '10万元', sight: 'clear' } } },
      {
        year: 2023,
        values: {
          staff: { text: '67', sight: 'clear' },
          revenue: { text: null, sight: 'masked' },
          rd_high_tech: { text: '12万元', sight: 'clear' },
          rd_accounting: { text: '0万元', sight: 'clear' }
        }
      },
      { year: 2024, values: { staff: { text: '99', sight: 'clear' } } }
    ]
  } as unknown as RecordView

  it('takes the last full year, each calibre for itself, and leaves what is masked missing', () => {
    const held = firm.certificatesOf([certificate('high-tech', '2025-06-29')], today)
    expect(firm.factsOf(view, held, 2023)).toEqual({
      注册日期: '2002-09-10',
      规上企业: '是',
      职工总数: '67',
      账面研发费用: '0万元',
      前一年研发: '12万元',
      前二年研发: '10万元',
      证书到期日: '2025-06-29',
      高企证书有效: '是'
    })
  })
  it('does not say no where there is no certificate', () => {
    expect(firm.factsOf(view, [], 2023)).not.toHaveProperty('高企证书有效')
  })
})
