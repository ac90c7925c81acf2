// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const targetCardWords = catalogue(
  {
    goal: '目标',
    gap: '还差',
    forecast: (date: string) => `${date}预测：`,
    owner: '责任单位',
    noOwner: '责任单位未定',
    stretch: '争取目标',
    partOf: '其中',
    why: '依据',
    whyOf: (name: string) => `依据：${name}`,
    source: '原文'
  },
  {
    goal: 'Target',
    gap: 'Missing',
    forecast: (date) => `Forecast for ${date}:`,
    owner: 'Responsible',
    noOwner: 'No responsible unit',
    stretch: 'Stretch',
    partOf: 'Of which',
    why: 'Why',
    whyOf: (name) => `Why: ${name}`,
    source: 'Source'
  }
)
