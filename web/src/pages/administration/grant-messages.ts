// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const grantMessages = catalogue(
  {
    title: '授予角色',
    role: '角色',
    choose: '请选择',
    units: '管哪些地区',
    unitsHint: '下级地区包括在内。',
    sections: '管哪些科室',
    body: '企业或院所的统一社会信用代码',
    other: '其他单位的代码',
    otherHint: '名单里没有的，写工作包里的单位代码，用空格隔开',
    from: '起始日',
    fromHint: '不填从今天起',
    to: '截止日',
    toHint: '不填长期有效',
    toMax: (days: number) => `必填，最长${days}天`,
    second: '敏感角色：授予后要等系统管理员或业务管理员确认才生效。',
    factor: '担任这个角色的人必须启用第二因素。',
    atOnce: '授予后即时生效。',
    excludes: (roles: string) => `同一人不能兼任：${roles}`,
    grant: '授予',
    roleMissing: '请选择角色',
    unitsMissing: '请选择至少一个地区',
    sectionsMissing: '请选择至少一个科室',
    bodyMissing: '请填写统一社会信用代码',
    given: (role: string, account: string) => `已把“${role}”授予${account}，即时生效`,
    waits: (role: string, account: string) =>
      `已提出把“${role}”授予${account}，等系统管理员或业务管理员确认`,
    later: (role: string, account: string) => `已把“${role}”授予${account}，到起始日生效`
  },
  {
    title: 'Grant a role',
    role: 'Role',
    choose: 'Choose',
    units: 'For which units',
    unitsHint: 'Units below them are included.',
    sections: 'For which sections',
    body: 'Unified social credit code of the firm or body',
    other: 'Codes of other units',
    otherHint: 'What is not on the list: codes of the pack, with blanks between them',
    from: 'First day',
    fromHint: 'today when left empty',
    to: 'Last day',
    toHint: 'no end when left empty',
    toMax: (days) => `needed; ${days} days at most`,
    second:
      'A sensitive role: it takes effect once the system or the business administrator confirms it.',
    factor: 'Who holds this role has to have a second factor.',
    atOnce: 'It takes effect at once.',
    excludes: (roles) => `Nobody holds it beside: ${roles}`,
    grant: 'Grant it',
    roleMissing: 'Choose a role',
    unitsMissing: 'Choose at least one unit',
    sectionsMissing: 'Choose at least one section',
    bodyMissing: 'Enter the unified social credit code',
    given: (role, account) => `${account} now holds "${role}"`,
    waits: (role, account) =>
      `"${role}" for ${account} waits for the system or the business administrator to confirm it`,
    later: (role, account) => `${account} holds "${role}" from its first day`
  }
)
