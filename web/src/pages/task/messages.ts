// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    crumb: '重点任务',
    heading: (number: string) => `任务${number}`,
    text: '任务内容',
    actions: '举措',
    noActions: '没有拆出单项举措。',
    planned: '已排定的事项',
    when: '时间',
    targets: '挂在这项任务上的目标',
    noTargets: '没有目标挂在这项任务上，进展要由人填报。',
    about: '基本情况',
    owner: '责任单位',
    noOwner: '未定',
    due: '期限',
    noDue: '未写明',
    blocks: '任务模块',
    sentence: '计划原文',
    inDocument: '在原文中查看',
    paraphrase: '这是转述，不是原文字句。',
    noSource: '没有记录出处。',
    notes: '说明',
    todo: '待人工确认'
  },
  {
    crumb: 'Key tasks',
    heading: (number) => `Task ${number}`,
    text: 'What is to be done',
    actions: 'Actions',
    noActions: 'No single actions were told apart.',
    planned: 'Scheduled',
    when: 'When',
    targets: 'Targets of this task',
    noTargets: 'No target belongs to this task; somebody has to report on it.',
    about: 'Particulars',
    owner: 'Responsible unit',
    noOwner: 'not named',
    due: 'Due',
    noDue: 'not stated',
    blocks: 'Building blocks',
    sentence: 'Plan document',
    inDocument: 'Show in the document',
    paraphrase: 'Paraphrased, not verbatim.',
    noSource: 'No source is recorded.',
    notes: 'Notes',
    todo: 'To be settled by a person'
  }
)
