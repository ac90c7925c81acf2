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
    openSheet: (form: string, unit: string) => `打开填报单：${form}，${unit}，`,
    showChanges: '看变化并办理',
    hideChanges: '收起',
    figure: '填报项',
    now: '这次填报',
    former: '退回前',
    published: '已发布',
    last_period: '上期',
    last_year: '上年同期',
    control: '按登记记录计数',
    sameAs: '一致',
    onlyChanged: '只看有变化的',
    allFigures: (count: number) => `全部${count}项`,
    nothingChanged: '与退回前、已发布和计数都一致。',
    firstTime: '第一次填报，没有可比的数。',
    changedCount: (count: number) => `有${count}项与退回前、已发布或计数不一致`,
    wholeSheet: '打开整张填报单',
    explained: (text: string) => `说明：${text}`,
    noFigure: '未填',
    nothingToDo: '这张填报单现在不归您办理。',
    settled: (what: string, unit: string) => `${unit}：${what}`,
    missingOf: (count: number) => `还缺${count}个`,
    origin: (list: {
      firms: number
      registry: string
      rule: string
      on: string
      fixedOn: string
      isFixed: boolean
      byHand: number
      unclear: number
    }) =>
      [
        `名单取自${list.registry}登记库：${list.on}${list.rule}的${list.firms}家`,
        list.isFixed ? `已于${list.fixedOn}锁定` : `将于${list.fixedOn}锁定`,
        ...(list.byHand > 0 ? [`手工增补${list.byHand}家`] : []),
        ...(list.unclear > 0 ? [`另有${list.unclear}家登记资料不足以判断，未列入`] : [])
      ].join('；'),
    copyReminder: '复制催报文字',
    copiedReminder: '已复制，可粘贴到消息里',
    reminderText: (form: string, period: string, deadline: string, units: string) =>
      `请尽快报送《${form}》（${period}），截止日为${deadline}。尚未报送的单位：${units}。`,
    older: (count: number) => `更早的（${count}期）`,
    and: '、',
    records: '等我办的登记记录',
    toDo: (count: string, step: string) => `${count}条待${step}`,
    submit: '提交',
    sign: '审签',
    check: '初审',
    verify: '核验',
    publish: '发布',
    return: '退回',
    withdraw: '撤回'
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
    openSheet: (form, unit) => `Open the sheet: ${form}, ${unit}, `,
    showChanges: 'See changes and settle',
    hideChanges: 'Fold away',
    figure: 'Figure',
    now: 'This time',
    former: 'Before it went back',
    published: 'Published',
    last_period: 'Last period',
    last_year: 'A year before',
    control: 'Counted from records',
    sameAs: 'the same',
    onlyChanged: 'Only what changed',
    allFigures: (count) => `All ${count} figures`,
    nothingChanged: 'The same as before, as published and as counted.',
    firstTime: 'Handed in for the first time; there is nothing to compare with.',
    changedCount: (count) =>
      count === 1
        ? '1 figure differs from before, from what is published or from the count'
        : `${count} figures differ from before, from what is published or from the count`,
    wholeSheet: 'Open the whole sheet',
    explained: (text) => `Explanation: ${text}`,
    noFigure: 'empty',
    nothingToDo: 'There is nothing for you to do with this sheet now.',
    settled: (what, unit) => `${unit}: ${what}`,
    missingOf: (count) => `${count} missing`,
    origin: (list) =>
      [
        `${list.firms} from the register “${list.registry}”, ${list.rule ? `${list.rule}, ` : ''}as of ${list.on}`,
        list.isFixed ? `fixed on ${list.fixedOn}` : `to be fixed on ${list.fixedOn}`,
        ...(list.byHand > 0 ? [`${list.byHand} added by hand`] : []),
        ...(list.unclear > 0 ? [`${list.unclear} left out whose data does not say`] : [])
      ].join('; '),
    copyReminder: 'Copy a reminder',
    copiedReminder: 'Copied, ready to paste into a message',
    reminderText: (form, period, deadline, units) =>
      `Please hand in "${form}" for ${period}; it was due on ${deadline}. Still missing: ${units}.`,
    older: (count) => `Older ones (${count} periods)`,
    and: ', ',
    records: 'Records that wait for me',
    toDo: (count, step) => `${count} to ${step}`,
    submit: 'submit',
    sign: 'sign',
    check: 'check',
    verify: 'verify',
    publish: 'publish',
    return: 'return',
    withdraw: 'withdraw'
  }
)
