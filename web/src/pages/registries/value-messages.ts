// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const valueMessages = catalogue(
  {
    find: '输入名称中的字，再从下面选',
    nothing: '没有找到。请换几个字，或先登记它。',
    choose: '找到的记录',
    pick: '请选择'
  },
  {
    find: 'Type words of its name, then choose below',
    nothing: 'Nothing was found. Try other words, or register it first.',
    choose: 'Records found',
    pick: 'Choose'
  }
)
