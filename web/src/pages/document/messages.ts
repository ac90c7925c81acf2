// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '计划原文',
    number: '发文字号',
    issued: '发文日期',
    issuer: '发布机构',
    hint: '划线处是读出的目标，左侧有线的段落是任务；点一下打开，右侧列表点一下回到原文。',
    hintNoText:
      '办公系统里没有保存原文全文。下面是包里为每个目标和任务记录的句子；上传原文后，这里显示全文。',
    marks: '读出的内容',
    targets: (n: number) => `目标 ${n}`,
    tasks: (n: number) => `任务 ${n}`,
    open: (name: string) => `打开：${name}`,
    inText: (name: string) => `在原文中找到：${name}`,
    paraphrase: '转述',
    noMarks: '没有读出目标和任务。',
    openShort: '打开',
    elsewhere: '原文里没有这个编号的标记。'
  },
  {
    title: 'Plan document',
    number: 'Document number',
    issued: 'Date of issue',
    issuer: 'Issuer',
    hint: 'Marked words are targets, paragraphs with a line at the left are tasks. A click opens them; a click in the list leads back to the text.',
    hintNoText:
      'The office does not hold the whole document. Below are the sentences kept in the pack for each target and task; once the document is uploaded, all of it stands here.',
    marks: 'What was read',
    targets: (n) => `Targets ${n}`,
    tasks: (n) => `Tasks ${n}`,
    open: (name) => `Open: ${name}`,
    inText: (name) => `Find in the text: ${name}`,
    paraphrase: 'paraphrased',
    noMarks: 'No target and no task was read.',
    openShort: 'Open',
    elsewhere: 'There is no such mark in the text.'
  }
)
