// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    notices: '提醒',
    fresh: (count: number) => `${count}条新提醒`,
    left: (days: number) => (days === 0 ? '今天到期' : `还有${days}天`),
    over: (days: number) => `已超${days}天`,
    runOut: (count: number, day: string) => `${count}条${day}到期`,
    due: (day: string) => `${day}前报送`,
    former: '原来的表',
    more: (count: number) => `还有${count}条，见工作台和到期日历`
  },
  {
    notices: 'Reminders',
    fresh: (count) => `${count} new`,
    left: (days) => (days === 0 ? 'today' : days === 1 ? '1 day left' : `${days} days left`),
    over: (days) => (days === 1 ? '1 day over' : `${days} days over`),
    runOut: (count, day) => (count === 1 ? `1 runs out on ${day}` : `${count} run out on ${day}`),
    due: (day) => `due by ${day}`,
    former: 'a former form',
    more: (count) => `${count} more: on the desk and in the expiry calendar`
  }
)
