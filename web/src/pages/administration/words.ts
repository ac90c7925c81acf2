// SPDX-License-Identifier: Apache-2.0
// The closed lists of words that roles use, in the order of src/pack/role_words.hpp; names as
// src/access/words.cpp has them.
import type { Words } from '@/api/types'
import type { Language } from '@/i18n/language'

import type { FieldClass, Sight } from './administration'

const words = (zh: string, en: string): Words => ({ zh, en })

export const verbs: Readonly<Record<string, Words>> = {
  read: words('查看', 'read'),
  create: words('新建', 'create'),
  edit: words('修改', 'edit'),
  submit: words('提交', 'submit'),
  sign: words('审签', 'sign'),
  check: words('初审', 'check'),
  verify: words('核验', 'verify'),
  approve: words('审批', 'approve'),
  return: words('退回', 'return'),
  publish: words('发布', 'publish'),
  withdraw: words('撤回', 'withdraw'),
  close: words('办结或停用', 'close'),
  assign: words('分派', 'assign'),
  review: words('评审', 'review'),
  import: words('导入', 'import'),
  export: words('导出', 'export'),
  administer: words('管理', 'administer'),
  grant: words('授予', 'grant'),
  confirm: words('确认', 'confirm'),
  delegate: words('委托', 'lend'),
  explain: words('查询依据', 'ask why')
}

export const kinds: Readonly<Record<string, Words>> = {
  plan: words('计划', 'plan'),
  target: words('目标', 'targets'),
  task: words('任务', 'tasks'),
  indicator: words('指标', 'indicators'),
  figure: words('数据', 'figures'),
  record: words('登记记录', 'records'),
  form: words('填报表', 'forms'),
  matter: words('督办事项', 'matters'),
  policy: words('政策', 'policies'),
  evaluation: words('评价', 'evaluations'),
  document: words('文件', 'documents'),
  attachment: words('附件', 'attachments'),
  disclosure: words('公开事项', 'disclosures'),
  pack: words('计划包', 'packs'),
  account: words('账号', 'accounts'),
  role: words('角色', 'roles'),
  journal: words('操作日志', 'the journal')
}

export const states: Readonly<Record<string, Words>> = {
  draft: words('草稿', 'draft'),
  submitted: words('已提交', 'submitted'),
  signed: words('已审签', 'signed'),
  checked: words('已初审', 'checked'),
  verified: words('已核验', 'verified'),
  published: words('已发布', 'published'),
  returned: words('已退回', 'returned'),
  withdrawn: words('已撤回', 'withdrawn'),
  closed: words('已办结或停用', 'closed')
}

export const classes: Readonly<Record<FieldClass, Words>> = {
  public: words('公开字段', 'public fields'),
  internal: words('内部字段', 'internal fields'),
  personal: words('个人信息', 'personal fields'),
  secret: words('秘密字段', 'secret fields')
}

export const sights: Readonly<Record<Sight, Words>> = {
  hidden: words('不可见', 'not shown'),
  masked: words('部分可见', 'masked'),
  clear: words('可见', 'shown')
}

export const groups: Readonly<Record<string, Words>> = {
  office: words('市科技局', 'The bureau'),
  county: words('县（市、区）', 'Counties'),
  park: words('园区和平台', 'Parks and platforms'),
  firm: words('企业', 'Firms'),
  university: words('高校院所', 'Universities and institutes'),
  expert: words('专家和特派员', 'Experts and envoys'),
  partner: words('协同部门', 'Partner departments'),
  visitor: words('公众', 'The public'),
  oversight: words('审计巡察', 'Oversight'),
  system: words('管理员', 'Administrators')
}

// A word that is not on the list stays as it is.
export function wordOf(
  list: Readonly<Record<string, Words>>,
  code: string,
  language: Language
): string {
  return list[code]?.[language] ?? code
}
