// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '公文',
    lead: '用已审定的数据按模板生成 Word 公文，可在生成后修改。每份公文末尾注明数据截至时间和台账校验值，以后可以重新生成同样的数字。',
    on: '数据截至',
    onHint: '按这一天已知的数据生成',
    issue: '期号或文号',
    about: (period: string) => `所涉时间：${period}`,
    'red-header': '文件式（红头）',
    bulletin: '通报',
    plain: '材料（不带版头）',
    make: '生成 Word 文件',
    makeOf: (name: string) => `生成 Word 文件：${name}`,
    empty: '没有公文模板。'
  },
  {
    title: 'Documents',
    lead: 'Word documents in Chinese, made from verified figures by a template; they may be edited afterwards. Each says at its end as of when its figures were known and where the journal stood, so the same figures can be had again.',
    on: 'As known on',
    onHint: 'Only what was known on that day is used',
    issue: 'Issue or document number',
    about: (period) => `About: ${period}`,
    'red-header': 'Official document (red header)',
    bulletin: 'Bulletin',
    plain: 'Material without a header',
    make: 'Make the Word file',
    makeOf: (name) => `Make the Word file: ${name}`,
    empty: 'There are no templates.'
  }
)
