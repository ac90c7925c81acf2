// SPDX-License-Identifier: Apache-2.0
// Names of what an entry of the journal tells, as src/server/journal_words.cpp takes them from it.
import type { Words } from '@/api/types'
import { states } from './words'

const words = (zh: string, en: string): Words => ({ zh, en })

// What an entry of the journal is about, as its payload names it.
export const abouts: Readonly<Record<string, Words>> = {
  name: words('名称', 'name'),
  account: words('账号', 'account'),
  role: words('角色', 'role'),
  open: words('在用', 'open'),
  owner: words('委托人', 'lender'),
  delegate: words('受托人', 'lent to'),
  grant: words('授权号', 'grant'),
  number: words('编号', 'number'),
  what: words('内容', 'what'),
  from: words('自', 'from'),
  to: words('至', 'to'),
  units: words('地区', 'units'),
  sections: words('科室', 'sections'),
  registry: words('登记库', 'registry'),
  record: words('记录', 'record'),
  id: words('编号', 'number'),
  version: words('版本', 'version'),
  state: words('状态', 'state'),
  life: words('存续', 'life'),
  form: words('填报表', 'form'),
  unit: words('单位', 'unit'),
  period: words('报告期', 'period'),
  step: words('步骤', 'step'),
  file_name: words('文件', 'file'),
  draft: words('草稿', 'draft'),
  provider: words('统一身份', 'provider')
}

// Words of closed lists: steps of sheets and records, their states, what became of a record.
const step: Readonly<Record<string, Words>> = {
  save: words('保存', 'save'),
  submit: words('上报', 'submit'),
  sign: words('审签', 'sign'),
  check: words('初审', 'check'),
  verify: words('核验', 'verify'),
  publish: words('发布', 'publish'),
  return: words('退回', 'return'),
  withdraw: words('撤回', 'withdraw'),
  reopen: words('更正', 'correct'),
  ask: words('提问', 'ask'),
  answer: words('答复', 'answer')
}
const life: Readonly<Record<string, Words>> = {
  open: words('存续', 'going on'),
  closed: words('已终止', 'closed'),
  revoked: words('已撤销', 'revoked'),
  merged: words('已合并', 'merged'),
  split: words('已拆分', 'split')
}
const open: Readonly<Record<string, Words>> = {
  true: words('是', 'yes'),
  false: words('否', 'no')
}
export const values: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  step,
  state: states,
  life,
  open
}
