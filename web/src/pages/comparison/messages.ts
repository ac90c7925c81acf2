// SPDX-License-Identifier: Apache-2.0
import { catalogue } from '@/i18n/language'

export const messages = catalogue(
  {
    title: '比较两个单位',
    first: '单位甲',
    second: '单位乙',
    same: '请选两个不同的单位。',
    few: '有得分的单位不到两个，无从比较。',
    gap: (a: string, sa: string, b: string, sb: string, gap: string) =>
      `${a}${sa}分，${b}${sb}分，相差${gap}分。`,
    level: (a: string, b: string, score: string) => `${a}与${b}得分相同，都是${score}分。`,
    mostly: (name: string, points: string) => `差距最大的来源是“${name}”，${points}分。`,
    against: (b: string, name: string, points: string) =>
      `${b}在“${name}”上占优最多，${points}分。`,
    parts: '差距从哪里来',
    partsHint: (a: string, b: string) =>
      `向右是${a}领先的分，向左是${b}领先的分，合计就是两者的差距。`,
    part: '来源',
    chart: '图示',
    points: '分差',
    weight: '权重',
    total: '合计',
    adjustment: (name: string) => `调整：${name}`,
    field: (name: string) => `${name}：单位间相互影响`,
    turn: '怎样会反过来',
    byWeights: '改权重',
    byFigure: '改数据',
    weights: (share: string) => `最少挪动${share}的权重，两者就持平：`,
    noWeights: '没有找到能使两者持平的权重变动：领先一方处处不低，或者合成方法不是算术平均。',
    figure: (b: string, name: string, from: string, to: string) =>
      `${b}的“${name}”由${from}变为${to}，就能赶上，这是只改一项的最小变化。`,
    figureTable: (change: string) => `折合原始数据${change}。`,
    noFigure: (b: string) => `${b}只改任何一项都赶不上。`,
    from: '现在',
    to: '变为'
  },
  {
    title: 'Compare two units',
    first: 'First unit',
    second: 'Second unit',
    same: 'Choose two different units.',
    few: 'Fewer than two units have a score; there is nothing to compare.',
    gap: (a, sa, b, sb, gap) => `${a} scores ${sa}, ${b} ${sb}: a gap of ${gap}.`,
    level: (a, b, score) => `${a} and ${b} have the same score, ${score}.`,
    mostly: (name, points) => `Most of it comes from "${name}": ${points} points.`,
    against: (b, name, points) => `${b} does better above all in "${name}": ${points} points.`,
    parts: 'Where the gap comes from',
    partsHint: (a, b) =>
      `To the right what ${a} is ahead by, to the left what ${b} is; together they are the gap.`,
    part: 'Part',
    chart: 'Chart',
    points: 'Points',
    weight: 'Weight',
    total: 'Together',
    adjustment: (name) => `Adjustment: ${name}`,
    field: (name) => `${name}: units acting on each other`,
    turn: 'What would turn it round',
    byWeights: 'By weights',
    byFigure: 'By one figure',
    weights: (share) => `Moving ${share} of the weight makes the two equal, and nothing less does:`,
    noWeights:
      'No change of weights was found that makes them equal: the one ahead is nowhere lower, or the tree is not made of arithmetic means.',
    figure: (b, name, from, to) =>
      `${b} draws level with "${name}" at ${to} instead of ${from}; of all single figures that is the least change.`,
    figureTable: (change) => `In the data: ${change}.`,
    noFigure: (b) => `No single figure would bring ${b} level.`,
    from: 'Now',
    to: 'Then'
  }
)
