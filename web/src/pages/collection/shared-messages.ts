// SPDX-License-Identifier: Apache-2.0
// Words of the desk and the sheet alike. Names of states and steps are those of docs/glossary.md.
import { catalogue } from '@/i18n/language'

export const sharedMessages = catalogue(
  {
    form: '填报表',
    unit: '填报单位',
    period: '报告期',
    deadline: '截止日',
    state: '状态',
    not_due: '未到期',
    open: '待填报',
    late: '逾期未报',
    submitted: '已上报',
    signed: '已审签',
    verified: '已审核',
    published: '已发布',
    draft: '草稿',
    returned: '已退回',
    lateAnd: (state: string) => `逾期·${state}`,
    correcting: '更正中',
    enter: '填报',
    sign: '审签',
    check: '审核',
    publish: '发布',
    daysLeft: (days: number) => (days === 0 ? '今天截止' : `还有${days}天`),
    daysOver: (days: number) => `已超${days}天`,
    signInTitle: '填报和审核要先登录',
    signInText: '登录后可看到等您办理的填报单。',
    notAllowedTitle: '这个账号没有填报表的权限',
    notAllowedText: '填报、审签和审核由县（市、区）和科室的经办人、负责人办理。需要权限，请联系安全管理员。'
  },
  {
    form: 'Form',
    unit: 'Unit',
    period: 'Period',
    deadline: 'Deadline',
    state: 'State',
    not_due: 'Not due',
    open: 'To fill in',
    late: 'Late',
    submitted: 'Submitted',
    signed: 'Signed',
    verified: 'Verified',
    published: 'Published',
    draft: 'Draft',
    returned: 'Returned',
    lateAnd: (state) => `Late · ${state.toLowerCase()}`,
    correcting: 'being corrected',
    enter: 'Fill in',
    sign: 'Sign',
    check: 'Verify',
    publish: 'Publish',
    daysLeft: (days) =>
      days === 0 ? 'due today' : days === 1 ? '1 day left' : `${days} days left`,
    daysOver: (days) => (days === 1 ? '1 day over' : `${days} days over`),
    signInTitle: 'Sign in to fill in or verify sheets',
    signInText: 'Once you are signed in you see which sheets wait for you.',
    notAllowedTitle: 'This account has no rights over forms',
    notAllowedText:
      'Counties and sections fill in, sign and verify. Ask the security administrator for the right.'
  }
)
