// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const deskMessages = catalogue(
  {
    title: '我的工作台',
    burden: '填报负担',
    returned: '退回来的',
    returnedBy: (who: string) => `${who}退回`,
    waiting: '等我办的',
    nothingWaits: '没有等您办理的填报单。',
    questions: '要答复的追问',
    asks: (who: string, when: string) => `${who}，${when}`,
    missing: '别人还没报的',
    todo: '要做什么',
    time: '时限',
    lateHead: (late: number, all: number) => `共${all}张，其中逾期${late}张`,
    onlyAll: (count: number) => `共${count}张`,
    showAll: (count: number) => `全部列出（${count}张）`,
    showFewer: '只列最急的',
    remind: '今天催报',
    matrix: '各单位填报情况',
    matrixText: '点状态打开填报单。',
    matrixEmpty: '近一年没有到期的填报单。',
    missingCount: (missing: number, all: number) =>
      missing === 0 ? `${all}张都已报` : `${all}张中还缺${missing}张`,
    notAsked: '不要求填报',
    openSheet: (form: string, unit: string) => `打开填报单：${form}，${unit}，`
  },
  {
    title: 'My desk',
    burden: 'Reporting burden',
    returned: 'Came back to me',
    returnedBy: (who) => `returned by ${who}`,
    waiting: 'Waits for me',
    nothingWaits: 'No sheet waits for you.',
    questions: 'Questions to answer',
    asks: (who, when) => `${who}, ${when}`,
    missing: 'Missing from others',
    todo: 'To do',
    time: 'Time',
    lateHead: (late, all) => `${all} in all, ${late} late`,
    onlyAll: (count) => `${count} in all`,
    showAll: (count) => `List all ${count}`,
    showFewer: 'Only the most urgent',
    remind: 'reminder today',
    matrix: 'How complete it is',
    matrixText: 'Each state opens its sheet.',
    matrixEmpty: 'No sheet has come due within a year.',
    missingCount: (missing, all) =>
      missing === 0 ? `All ${all} are in` : `${missing} of ${all} missing`,
    notAsked: 'not asked for',
    openSheet: (form, unit) => `Open the sheet: ${form}, ${unit}, `
  }
)
