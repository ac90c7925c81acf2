// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const waitingMessages = catalogue(
  {
    title: '待确认',
    lead: '敏感的角色和重置要两个人：一位管理员提出，另一类管理员确认，才会生效。',
    nothing: '没有等待确认的事项。',
    grants: '等待确认的授权',
    resets: '等待确认的重置',
    gets: (account: string, role: string) => `${account}：${role}`,
    whyWaits: '这个角色能管理系统，或能看到本人以外的秘密字段。',
    confirm: '确认',
    ownAsked: '您提出的，要由另一类管理员确认',
    aboutYou: '关于您自己，要由别的管理员确认',
    disagree: '不同意的，不要确认，请提出的人收回。',
    confirmed: (what: string) => `已确认：${what}，即时生效`,
    password: '重置密码',
    second_factor: '重置第二因素',
    reason: (text: string) => `事由：${text}`,
    noReason: '没有写事由',
    asked: (who: string, when: string) => `${who}于${when}提出`,
    secondHalf: '临时密码的后一半（只显示这一次）',
    secondHalfText:
      '请当面交给本人。前一半在提出重置的管理员手里；两半之间用“-”连接，就是临时密码。'
  },
  {
    title: 'To confirm',
    lead: 'Sensitive roles and resets take two people: one administrator asks, an administrator of another kind confirms; then it takes effect.',
    nothing: 'Nothing waits to be confirmed.',
    grants: 'Grants to be confirmed',
    resets: 'Resets to be confirmed',
    gets: (account, role) => `${account}: ${role}`,
    whyWaits: "This role administers the office, or shows secret fields of more than one's own.",
    confirm: 'Confirm',
    ownAsked: 'asked for by you; an administrator of another kind confirms it',
    aboutYou: 'about yourself; another administrator confirms it',
    disagree: 'If you do not agree, leave it and ask whoever asked for it to take it back.',
    confirmed: (what) => `Confirmed: ${what}. It is in effect`,
    password: 'reset the password',
    second_factor: 'reset the second factor',
    reason: (text) => `Reason: ${text}`,
    noReason: 'no reason given',
    asked: (who, when) => `asked for by ${who}, ${when}`,
    secondHalf: 'Second half of the temporary password (shown this once)',
    secondHalfText:
      'Hand it over in person. The administrator who asked has the first half; joined by "-" they are the temporary password.'
  }
)
