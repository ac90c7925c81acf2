// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const rolesMessages = catalogue(
  {
    title: '角色',
    lead: '角色说明能对什么做什么；授权时再写明管哪些地区、科室或企业。',
    can: '可以',
    cannot: '不可以',
    denied: (what: string) => `明令禁止：${what}`,
    notOwn: (verbs: string) => `自己录入的，不能由自己${verbs}`,
    grantNames: '授权时要写明',
    units: '地区',
    sections: '科室',
    body: '企业或院所',
    nothing: '不用写范围',
    second: '敏感：授予要第二人确认',
    factor: '必须启用第二因素',
    daysMax: (days: number) => `最长授予${days}天`,
    excludes: '不能与它兼任',
    holders: '担任的人',
    showHolders: '看谁担任',
    noHolders: '现在没有人担任。',
    more: '还有更多，见人员页',
    jump: '分组',
    openAll: '全部展开',
    foldAll: '全部收起'
  },
  {
    title: 'Roles',
    lead: 'A role says what may be done to what; a grant adds for which units, sections or firm.',
    can: 'May',
    cannot: 'May not',
    denied: (what) => `Forbidden: ${what}`,
    notOwn: (verbs) => `Not to what they entered themselves: ${verbs}`,
    grantNames: 'A grant names',
    units: 'units',
    sections: 'sections',
    body: 'the firm or body',
    nothing: 'no scope',
    second: 'sensitive: a second person confirms it',
    factor: 'a second factor is needed',
    daysMax: (days) => `granted for ${days} days at most`,
    excludes: 'Not held together with',
    holders: 'Held by',
    showHolders: 'Who holds it',
    noHolders: 'Nobody holds it now.',
    more: 'There are more; see People',
    jump: 'Groups',
    openAll: 'Unfold all',
    foldAll: 'Fold all'
  }
)
