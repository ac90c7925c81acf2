// SPDX-License-Identifier: Apache-2.0
// Apart from the account's own words: the watch is on every page.
import { catalogue } from '@/i18n/language'

export const idleMessages = catalogue(
  {
    idleTitle: '您还在吗',
    idleSoon: (seconds: number) =>
      `很久没有操作了，${seconds} 秒后自动退出。没有保存的内容会丢失。`,
    stay: '继续使用',
    leave: '现在退出'
  },
  {
    idleTitle: 'Are you still there?',
    idleSoon: (seconds) =>
      `Nothing was done for long; you are signed out in ${seconds} seconds. What has not been saved is lost.`,
    stay: 'Stay signed in',
    leave: 'Sign out now'
  }
)
