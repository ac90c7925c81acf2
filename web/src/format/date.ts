// SPDX-License-Identifier: Apache-2.0
// Dates, moments and periods as officials write them: 2024年5月6日, 6 May 2024, 1—6月.
import type { Language } from '@/i18n/language'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
]
const month = (number: number): string => months[number - 1] ?? String(number)

// YYYY-MM-DD; other text comes back as it is.
export function dateText(date: string, language: Language): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date)
  if (!found) return date
  const [year, monthOf, day] = found.slice(1, 4).map(Number) as [number, number, number]
  return language === 'zh' ? `${year}年${monthOf}月${day}日` : `${day} ${month(monthOf)} ${year}`
}

// The day it is in Beijing, YYYY-MM-DD.
export function todayInChina(now = Date.now()): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)
}

// A moment of RFC 3339 in Beijing time, to the minute: China has one zone, and a figure's date must
// not depend on where the reader's machine thinks it is.
export function momentText(moment: string, language: Language): string {
  const at = Date.parse(moment)
  if (Number.isNaN(at)) return moment
  const beijing = new Date(at + 8 * 3_600_000).toISOString()
  return `${dateText(beijing, language)} ${beijing.slice(11, 16)}`
}

const halves: Record<Language, [string, string]> = {
  zh: ['上半年', '下半年'],
  en: ['first half of', 'second half of']
}

// 2024, 2024-H1, 2024-Q1, 2024-03, the running total 2024-01..06; other text comes back.
export function periodText(period: string, language: Language): string {
  const zh = language === 'zh'
  let found = /^(\d{4})$/.exec(period)
  if (found) return zh ? `${period}年` : period
  found = /^(\d{4})-Q([1-4])$/.exec(period)
  if (found)
    return zh
      ? `${found[1]}年第${'一二三四'[Number(found[2]) - 1]}季度`
      : `Q${found[2]} ${found[1]}`
  found = /^(\d{4})-H([12])$/.exec(period)
  if (found) {
    const half = halves[language][Number(found[2]) - 1] ?? ''
    return zh ? `${found[1]}年${half}` : `${half} ${found[1]}`
  }
  found = /^(\d{4})-(\d{2})$/.exec(period)
  if (found)
    return zh ? `${found[1]}年${Number(found[2])}月` : `${month(Number(found[2]))} ${found[1]}`
  found = /^(\d{4})-(\d{2})\.\.(\d{2})$/.exec(period)
  if (found) {
    const [from, to] = [Number(found[2]), Number(found[3])]
    return zh ? `${found[1]}年${from}—${to}月` : `${month(from)}–${month(to)} ${found[1]}`
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(period)
  return day ? dateText(period, language) : period
}

// When a task is due: a period, a day, or work that goes on.
export function dueText(due: string, language: Language): string {
  if (due === 'ongoing') return language === 'zh' ? '持续推进' : 'ongoing'
  return periodText(due, language)
}

// How old a figure is, in words that fit a card.
export function ageText(days: number, language: Language): string {
  if (days < 0) return language === 'zh' ? '期末未到' : 'period still running'
  if (days < 60)
    return language === 'zh' ? `${days}天前` : days === 1 ? '1 day old' : `${days} days old`
  const ageMonths = Math.floor(days / 30.44)
  if (ageMonths < 24) return language === 'zh' ? `${ageMonths}个月前` : `${ageMonths} months old`
  const years = Math.floor(days / 365.25)
  return language === 'zh' ? `${years}年前` : `${years} years old`
}
