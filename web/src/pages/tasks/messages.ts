// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '重点任务',
    headline: (total: number, reported: number) =>
      reported === total
        ? `共${total}项，全部挂有目标`
        : `共${total}项，其中${total - reported}项没有挂目标，进展要由人填报`,
    empty: '计划里没有读出任务。',
    emptyHint: '上传计划文件，或在包里补上任务。',
    number: '序号',
    name: '任务',
    status: '状态',
    owner: '责任单位',
    due: '期限',
    targets: '目标',
    noOwner: '未定',
    noDue: '未写明',
    noTargets: '没有挂目标',
    noneShown: '没有符合条件的任务。',
    clear: '清除筛选',
    filters: '筛选任务'
  },
  {
    title: 'Key tasks',
    headline: (total, reported) =>
      reported === total
        ? `${total} in all, each with a target`
        : `${total} in all; ${total - reported} without a target, so somebody has to report on them`,
    empty: 'No task was read from the plan.',
    emptyHint: 'Upload the plan document, or add tasks to the pack.',
    number: 'No.',
    name: 'Task',
    status: 'Status',
    owner: 'Responsible unit',
    due: 'Due',
    targets: 'Targets',
    noOwner: 'not named',
    noDue: 'not stated',
    noTargets: 'no target',
    noneShown: 'No task fits the filter.',
    clear: 'Clear the filter',
    filters: 'Filter the tasks'
  }
)
