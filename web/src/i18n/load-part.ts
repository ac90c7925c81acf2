// SPDX-License-Identifier: Apache-2.0
// What an `import()` of the pages becomes in what is built, in place of Vite's own function: code,
// style and words of a part are asked for at the same moment, and the part is there when all are.
import { allWords, wordsOf } from './apart'
import { language } from './language'

const asked = new Map<string, Promise<void>>()

function link(file: string, rel: string): Promise<void> {
  return new Promise((done, fail) => {
    const element = document.createElement('link')
    element.rel = rel
    element.href = file
    if (rel === 'modulepreload') element.crossOrigin = ''
    element.onload = () => done()
    element.onerror = () => {
      element.remove()
      fail(new Error(`${file} could not be loaded`))
    }
    document.head.append(element)
  })
}

function style(file: string): Promise<void> {
  let coming = asked.get(file)
  // The page comes with the style of its frame.
  if (!coming && document.querySelector(`link[rel=stylesheet][href="${file}"]`))
    return Promise.resolve()
  if (!coming) {
    coming = link(file, 'stylesheet')
    asked.set(file, coming)
    coming.catch(() => asked.delete(file))
  }
  return coming
}

// Only so that code which the part imports comes at once; the import itself says when it fails.
function code(file: string): void {
  if (asked.has(file)) return
  asked.set(file, Promise.resolve())
  link(file, 'modulepreload').catch(() => asked.delete(file))
}

// `files` of what is built, as "assets/task-page-12ab.code.js".
export async function __vitePreload<T>(
  load: () => Promise<T>,
  files: readonly string[] = []
): Promise<T> {
  const needed: Promise<unknown>[] = []
  for (const file of files) {
    if (file.endsWith('.css')) needed.push(style(`/${file}`))
    else code(`/${file}`)
    if (file.endsWith('.code.js'))
      needed.push(wordsOf(new URL(`/${file}`, location.href).href, language.value))
  }
  const part = load()
  await Promise.all([part, ...needed])
  // The reader may have switched meanwhile.
  for (let known = null; known !== language.value;) {
    known = language.value
    await allWords(known)
  }
  return part
}
