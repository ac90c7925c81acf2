// SPDX-License-Identifier: Apache-2.0
// Words of policies that several parts of their pages say in the same way.
import { dateText } from '@/format/date'
import { messagesNow, type Language } from '@/i18n/language'

import { messages } from './messages'
import type { Cite, InForce, PolicySource } from './policy'

const subjects = ['enterprise', 'person', 'appointment', 'base', 'team', 'project'] as const

// A subject nobody has named yet comes back as it is in the pack.
export function subjectText(subject: string): string {
  const known = subjects.find((one) => one === subject)
  return known ? messagesNow(messages)[known] : subject
}

export function termText(term: InForce, language: Language): string {
  const t = messagesNow(messages)
  if (term.from && term.until)
    return t.fromTo(dateText(term.from, language), dateText(term.until, language))
  return term.from ? t.since(dateText(term.from, language)) : t.noTerm
}

// "m115.3", as gaps cite: the document's number and the article, or null when no source fits.
export function citeOf(text: string | null, sources: readonly PolicySource[]): Cite | null {
  if (text === null) return null
  const source = sources.find((one) => text.startsWith(`${one.name}.`))
  if (!source) return null
  const article = text.slice(source.name.length + 1)
  const gist = source.articles.find((one) => one.article === article)?.gist ?? null
  const zh = /^[\d.]+$/.test(article) ? `第${article}条` : article
  const en = `art. ${article}`
  return {
    source: source.name,
    article,
    words: { zh: `${source.document} ${zh}`, en: `${source.document} ${en}` },
    gist
  }
}
