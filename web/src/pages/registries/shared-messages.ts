// SPDX-License-Identifier: Apache-2.0
// Words of every page about registries and records. Names of states and steps are those of
// docs/glossary.md.
import { catalogue } from '@/i18n/language'

export const sharedMessages = catalogue(
  {
    registries: '登记库',
    state: '状态',
    draft: '草稿',
    submitted: '已提交',
    signed: '已审签',
    checked: '已初审',
    verified: '已核验',
    published: '已发布',
    returned: '已退回',
    withdrawn: '已撤回',
    closed: '已终止',
    revoked: '已撤销',
    merged: '已合并',
    split: '已拆分',
    hiddenValue: '无权查看',
    ranOut: '已过期',
    masked: '部分遮盖',
    empty: '未填',
    yes: '是',
    no: '否',
    signInTitle: '查看登记库要先登录',
    signInText: '登录后可看到您有权查看的企业、证书、平台和项目。',
    notAllowedTitle: '这个账号不能查看登记库',
    notAllowedText: '登记库由局科室和县（市、区）经办人查看和维护。需要权限，请联系安全管理员。',
    failed: '没有办成'
  },
  {
    registries: 'Registries',
    state: 'State',
    draft: 'Draft',
    submitted: 'Submitted',
    signed: 'Signed',
    checked: 'Checked',
    verified: 'Verified',
    published: 'Published',
    returned: 'Returned',
    withdrawn: 'Withdrawn',
    closed: 'Ended',
    revoked: 'Revoked',
    merged: 'Merged',
    split: 'Split',
    hiddenValue: 'Not for you to see',
    ranOut: 'Ran out',
    masked: 'partly masked',
    empty: 'empty',
    yes: 'Yes',
    no: 'No',
    signInTitle: 'Sign in to see the registries',
    signInText: 'Once you are signed in you see the firms, certificates and projects open to you.',
    notAllowedTitle: 'This account may not see the registries',
    notAllowedText:
      'Sections of the bureau and county clerks keep them. Ask the security administrator for the right.',
    failed: 'This was not done'
  }
)
