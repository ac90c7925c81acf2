// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '没有这个页面',
    detail: '地址可能写错了，或页面已经不在。',
    home: '回到计划总览'
  },
  {
    title: 'There is no such page',
    detail: 'The address may be mistyped, or the page is gone.',
    home: 'Back to the plan at a glance'
  }
)
