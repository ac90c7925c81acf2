// SPDX-License-Identifier: Apache-2.0
// The reader's language. `?lang=en` in the address wins, then what was chosen before, then the
// browser's own; Chinese is written first and is what everything else falls back to.
import { computed, readonly, ref, type ComputedRef } from 'vue'

import type { Words } from '@/api/types'

import { allWords } from './apart'

export type Language = 'zh' | 'en'

const kept = 'kechuang.language'

function isLanguage(text: string | null): text is Language {
  return text === 'zh' || text === 'en'
}

// What the address, the kept choice and the browser say, in this order.
export function chooseLanguage(search: string, before: string | null, browser: string): Language {
  const asked = new URLSearchParams(search).get('lang')
  if (isLanguage(asked)) return asked
  if (isLanguage(before)) return before
  return browser.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

// Private windows may refuse storage; then the choice lasts as long as the page.
function keptChoice(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

const current = ref<Language>(chooseLanguage(location.search, keptChoice(), navigator.language))
export const language = readonly(current)

function tellDocument(): void {
  document.documentElement.lang = current.value === 'zh' ? 'zh-CN' : 'en'
}
tellDocument()

// The page changes when its words are there; fails, and leaves it as it is, when they cannot be had.
export async function setLanguage(to: Language): Promise<void> {
  try {
    localStorage.setItem(kept, to)
  } catch {
    /* as above */
  }
  await allWords(to)
  current.value = to
  tellDocument()
}

// Words of the pack in the reader's language; Chinese where nobody has translated them.
export function said(words: Words): string {
  return language.value === 'en' && words.en !== '' ? words.en : words.zh
}

// Set where the words are in another language than the page, so that they are read aloud rightly.
export function langOf(words: Words): 'zh-CN' | undefined {
  return language.value === 'en' && words.en === '' ? 'zh-CN' : undefined
}

// A catalogue holds every message of a page in both languages. English has to have exactly the
// keys of Chinese, and a message with blanks the same blanks: `npm run check` fails otherwise. In
// what is built the words lie apart from the code (apart.ts).
type Message = string | ((...blanks: never[]) => string)
type Messages = Record<string, Message>
type Same<M extends Messages> = {
  [K in keyof M]: M[K] extends (...blanks: infer B) => string ? (...blanks: B) => string : string
}
export interface Catalogue<M extends Messages> {
  zh: M
  en: Same<M>
}

export function catalogue<const M extends Messages>(zh: M, en: Same<M>): Catalogue<M> {
  return { zh, en }
}

// In a component: `const t = useMessages(messages)`, then `{{ t.title }}`.
export function useMessages<M extends Messages>(messages: Catalogue<M>): ComputedRef<Same<M>> {
  return computed(() => messagesNow(messages))
}

// Outside of components, for the moment of the call.
export function messagesNow<M extends Messages>(messages: Catalogue<M>): Same<M> {
  return language.value === 'zh' ? (messages.zh as unknown as Same<M>) : messages.en
}
