// SPDX-License-Identifier: Apache-2.0
// What a step has done, in words.
import { messagesNow } from '@/i18n/language'

import type { SheetStep } from './collection'
import { sheetMessages } from './sheet-messages'

export function doneText(step: SheetStep): string {
  const t = messagesNow(sheetMessages)
  const words: Record<SheetStep, string> = {
    submit: t.doneSubmit,
    sign: t.doneSign,
    verify: t.doneVerify,
    publish: t.donePublish,
    withdraw: t.doneWithdraw,
    return: t.doneReturn,
    reopen: t.doneReopen,
    ask: t.doneAsk,
    answer: t.doneAnswer
  }
  return words[step]
}
