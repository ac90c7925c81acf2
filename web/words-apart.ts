// SPDX-License-Identifier: Apache-2.0
// A plugin of the build: takes the words of every `catalogue({...zh}, {...en})` out of the code and
// writes them beside each file of code, one file a language, so that a page brings only the words
// its reader reads. src/i18n/apart.ts says what becomes of them in the browser. Neither the tests
// nor `npm run dev` use it: there both languages stay where they are written.
import { createHash } from 'node:crypto'
import { fileURLToPath, URL } from 'node:url'
import { minify } from 'terser'
import { parseAst, type Plugin, type Rollup } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const languageFile = here('./src/i18n/language.ts')
const idChars = 6

export interface WordsOf {
  id: string
  zh: string // source of an object
  en: string
}

export interface TakenApart {
  code: string
  words: WordsOf[]
}

type Node = Rollup.AstNode & Record<string, unknown>

// The calls of a messages file. Words that use anything of their file could not leave it, so the
// file may hold nothing else.
function catalogueCalls(code: string, file: string): Node[] {
  const calls: Node[] = []
  for (const statement of parseAst(code).body as unknown as Node[]) {
    if (statement.type === 'ImportDeclaration') continue
    const declaration = statement.declaration as Node | undefined
    const [one, more] = (declaration?.declarations ?? []) as Node[]
    const call = one?.init as Node | undefined
    if (call?.type !== 'CallExpression' || (call.callee as Node).name !== 'catalogue' || more)
      throw new Error(`${file}: a file with a catalogue holds catalogues that are exported, only`)
    calls.push(call)
  }
  return calls
}

// `file` is the name that stands for the file in its words' ids, the same on every machine.
export function takeApart(code: string, file: string): TakenApart {
  const words: WordsOf[] = []
  let rest = code
  // From the last, so that what is before a call stays where it was.
  for (const [at, call] of [...catalogueCalls(code, file).entries()].reverse()) {
    const [zh, en] = call.arguments as [Node, Node]
    const name = `${file}#${at}`
    const id = createHash('sha256').update(name).digest('base64url').slice(0, idChars)
    words.push({ id, zh: code.slice(zh.start, zh.end), en: code.slice(en.start, en.end) })
    const instead = `/*#__PURE__*/apart(${JSON.stringify(id)}, import.meta.url)`
    rest = rest.slice(0, call.start) + instead + rest.slice(call.end)
  }
  return { code: `import { apart } from '@/i18n/apart'\n${rest}`, words }
}

export function wordsApart(): Plugin {
  const wordsOfModule = new Map<string, WordsOf[]>()
  const wordsIn = (modules: readonly string[]): WordsOf[] =>
    modules.flatMap((id) => wordsOfModule.get(id) ?? [])

  async function fileOf(words: readonly WordsOf[], language: 'zh' | 'en'): Promise<string> {
    const objects = words.map((one) => `${JSON.stringify(one.id)}: ${one[language]}`)
    const { code } = await minify(`export default {${objects.join(',')}}`, {
      module: true,
      ecma: 2020
    })
    return code ?? ''
  }

  return {
    name: 'words-apart',
    apply: 'build',
    enforce: 'post',
    resolveId: {
      order: 'pre',
      handler: (id) => (id === '\0vite/preload-helper.js' ? here('./src/i18n/load-part.ts') : null)
    },
    config: () => ({
      build: {
        modulePreload: {
          // An inline script, which the policy forbids; Chromium 87 does not need it.
          polyfill: false,
          // Vite names what a part needs only when that is more than one file.
          resolveDependencies: (file, needed, { hostType }) =>
            hostType === 'js' && needed.length === 0 && file.endsWith('.code.js') ? [file] : needed
        },
        rollupOptions: {
          output: Object.fromEntries(
            (['entryFileNames', 'chunkFileNames'] as const).map((kind) => [
              kind,
              (chunk: Rollup.PreRenderedChunk) =>
                `assets/[name]-[hash]${wordsIn(chunk.moduleIds).length > 0 ? '.code' : ''}.js`
            ])
          )
        }
      }
    }),
    transform(code, id) {
      if (!/\bcatalogue\(/.test(code) || id === languageFile) return null
      if (!id.endsWith('.ts')) this.error('a catalogue stands in a file of its own, not in a page')
      const taken = takeApart(code, id.slice(here('./').length))
      const others = [...wordsOfModule.values()].flat()
      if (taken.words.some((one) => others.some((other) => other.id === one.id)))
        this.error('its id is taken by another catalogue: make ids longer')
      wordsOfModule.set(id, taken.words)
      return { code: taken.code, map: null }
    },
    // Other words are another file, and with it another name of the code beside it.
    augmentChunkHash: (chunk) => JSON.stringify(wordsIn(chunk.moduleIds)),
    async generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.fileName.endsWith('.code.js')) continue
        const words = wordsIn(chunk.moduleIds)
        for (const language of ['zh', 'en'] as const)
          this.emitFile({
            type: 'asset',
            fileName: chunk.fileName.replace(/code\.js$/, `${language}.js`),
            source: await fileOf(words, language)
          })
      }
    }
  }
}
