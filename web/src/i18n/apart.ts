// SPDX-License-Identifier: Apache-2.0
// Words that lie apart from the code that says them. In what is built every `catalogue(zh, en)` of a
// messages file has become `apart(id, place)`, and its words two files beside the code,
// X.zh.js and X.en.js for X.code.js (words-apart.ts does it). Only the reader's language is fetched,
// and before anything that needs it is shown: see load-part.ts.
import type { Catalogue, Language } from './language'

type Words = Readonly<Record<string, object>> // of each catalogue by its id, in one language

const catalogues = new Map<string, Partial<Record<Language, object>>>()
// Addresses of code whose words are needed: what has run, so what may be on the screen.
const places = new Set<string>()
const fetched = new Map<string, Promise<void>>()
let tries = 0

function catalogueOf(id: string): Partial<Record<Language, object>> {
  const known = catalogues.get(id) ?? {}
  catalogues.set(id, known)
  return known
}

// Empty until the words are there.
export function apart(id: string, place: string): Catalogue<Record<string, string>> {
  places.add(place)
  return catalogueOf(id) as unknown as Catalogue<Record<string, string>>
}

async function fetchWords(place: string, to: Language): Promise<void> {
  // A browser may remember that a module could not be had; under another address it asks again.
  const again = tries > 0 ? `?${tries}` : ''
  const address = place.replace(/code\.js$/, `${to}.js`) + again
  const words = ((await import(/* @vite-ignore */ address)) as { default: Words }).default
  for (const [id, texts] of Object.entries(words)) catalogueOf(id)[to] = texts
}

// Each file is fetched once; one that could not be had is asked for anew the next time.
export function wordsOf(place: string, to: Language): Promise<void> {
  const key = `${to} ${place}`
  let coming = fetched.get(key)
  if (!coming) {
    coming = fetchWords(place, to)
    fetched.set(key, coming)
    coming.catch(() => {
      tries += 1
      fetched.delete(key)
    })
  }
  return coming
}

// All words of the code that has run by then; more may run meanwhile.
export async function allWords(to: Language): Promise<void> {
  for (let known = -1; known !== places.size;) {
    known = places.size
    await Promise.all([...places].map((place) => wordsOf(place, to)))
  }
}
