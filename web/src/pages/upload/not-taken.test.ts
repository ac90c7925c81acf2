// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest'

import { DocumentText } from '@/format/span'

import { groupNotTaken } from './not-taken'

it('shows each numeral with its words, rare reasons first', () => {
  const text = new DocumentText('2024年3月15日印发，比上年增长𠮷18.3%。')
  const date = { zh: '日期', en: 'a date' }
  const groups = groupNotTaken(
    [
      { numeral: '2024年', span: [0, 4], ...date },
      { numeral: '3月', span: [5, 6], ...date },
      { numeral: '18.3%', span: [19, 24], zh: '说的是上年', en: 'about last year' }
    ],
    text
  )
  expect(groups.map(({ zh, items }) => [zh, items.length])).toEqual([['说的是上年', 1], ['日期', 2]])
  expect(groups[0]?.items[0]).toEqual({ before: '3月15日印发，比上年增长𠮷'.slice(-13), numeral: '18.3%', after: '。', at: 19 })
})
