// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const derivationSheetWords = catalogue(
  {
    title: (name: string) => `依据：${name}`,
    now: '现状',
    goal: '目标',
    rules: '怎样判断',
    facts: '用到的数据',
    noFacts: '没有用到数据。',
    sentence: '计划原文',
    paraphrase: '转述，不是原文字句',
    inDocument: '在原文中查看',
    noSource: '没有记录出处。',
    page: '目标页面',
    known: (when: string, who: string) => `${when}报入，${who}`,
    asOf: (when: string) => `按${when}已知的数据计算`,
    more: (n: number) => `再显示${n}条`
  },
  {
    title: (name) => `Why: ${name}`,
    now: 'Now',
    goal: 'Target',
    rules: 'How it is judged',
    facts: 'Figures it rests on',
    noFacts: 'It rests on no figure.',
    sentence: 'Sentence of the plan',
    paraphrase: 'paraphrased, not verbatim',
    inDocument: 'Show in the document',
    noSource: 'No source is recorded.',
    page: 'Page of the target',
    known: (when, who) => `reported ${when} by ${who}`,
    asOf: (when) => `Computed from what was known on ${when}`,
    more: (n) => `${n} more`
  }
)
