// SPDX-License-Identifier: Apache-2.0
// Loans, for those who lend and for those who look after roles.
import { catalogue } from '@/i18n/language'

export const loanMessages = catalogue(
  {
    title: '委托',
    lead: '出差、请假时，可以把自己的角色委托给同事，最长92天。受托人办的事写明代谁办；委托出去的不能再委托。',
    none: '现在没有有效的委托。',
    former: (count: number) => `已结束的委托（${count}项）`,
    owner: '委托人',
    delegate: '受托人',
    end: '结束',
    ended: (owner: string, delegate: string) => `${owner}对${delegate}的委托已结束`
  },
  {
    title: 'Loans',
    lead: 'Whoever is away can lend a role to a colleague for 92 days at most. What is done with it says on whose behalf; what was lent cannot be lent on.',
    none: 'No loan is in effect.',
    former: (count) => `Loans that have ended (${count})`,
    owner: 'Lent by',
    delegate: 'Lent to',
    end: 'End',
    ended: (owner, delegate) => `The loan of ${owner} to ${delegate} has ended`
  }
)
