// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { once, type Notice } from './notice'

const sheet: Notice = {
  number: 1,
  made_on: '2026-03-01',
  kind: 'sheet',
  subject: 'form.county_monthly',
  name: { zh: '月报', en: 'Monthly' },
  unit: '341802',
  period: '2026-02',
  due: '2026-03-05',
  days_left: 4,
  records: null
}

it('tells each matter once, the most pressing first', () => {
  const again = { ...sheet, number: 3, days_left: -2 }
  const firms = { ...sheet, number: 2, kind: 'expiry' as const, days_left: 30, records: 7 }
  expect(once([firms, sheet, again])).toEqual([again, firms])
})
