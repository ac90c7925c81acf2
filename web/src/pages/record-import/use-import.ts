// SPDX-License-Identifier: Apache-2.0
// One import from the choice of a file to its result. The file is read once, so that it may be
// changed and saved meanwhile without disturbing what was tried.
import { computed, reactive, ref, shallowRef } from 'vue'

import { asProblem, problemLines } from '@/api/failure'
import { freshKey } from '@/api/http'
import type { FieldProblem } from '@/components/error-summary.vue'
import { download } from '@/format/csv'
import { messagesNow } from '@/i18n/language'
import type { Registry } from '@/pages/registries/record'

import { columnName } from './import-columns'
import { claimedTwice, givenColumns, mappingRows, type MappingRow } from './mapping'
import { messages } from './messages'
import {
  markFile,
  readImport,
  sendImport,
  typeOf,
  type ImportAsked,
  type ImportDoneRows,
  type ImportReport,
  type RowsOf
} from './record-import'

export type ImportWork = ReturnType<typeof useImport>

export function useImport(registry: Registry, of: RowsOf) {
  const name = ref('')
  const content = shallowRef<Blob | null>(null)
  const submit = ref(false)
  const sheet = ref('')
  const report = shallowRef<ImportReport | null>(null)
  const result = shallowRef<ImportDoneRows | null>(null)
  const rows = reactive<MappingRow[]>([])
  const found = shallowRef<readonly MappingRow[]>([])
  // What the person said of the columns, once he did; kept for the file that was mended.
  let said_: ImportAsked['columns'] = null
  const busy = ref<'' | 'try' | 'import' | 'mark'>('')
  const problems = shallowRef<readonly FieldProblem[]>([])
  const t = () => messagesNow(messages)

  async function choose(file: File | undefined): Promise<void> {
    report.value = null
    result.value = null
    problems.value = []
    sheet.value = ''
    name.value = file?.name ?? ''
    content.value = null
    if (file) content.value = new Blob([await file.arrayBuffer()], { type: typeOf(file.name) })
  }

  function fault(): string | null {
    if (!content.value) return t().fileMissing
    return /\.(xlsx|csv)$/i.test(name.value) ? null : t().fileKind(name.value)
  }
  const asked = (): ImportAsked => ({
    of,
    content: content.value ?? new Blob(),
    name: name.value,
    columns: said_,
    sheet: sheet.value,
    submit: submit.value
  })

  function take(now: ImportReport): void {
    report.value = now
    found.value = mappingRows(now.mapping)
    rows.splice(0, rows.length, ...mappingRows(now.mapping))
  }

  async function guarded(
    what: 'try' | 'import' | 'mark',
    act: () => Promise<void>
  ): Promise<boolean> {
    if (busy.value !== '') return false
    busy.value = what
    problems.value = []
    try {
      await act()
      return true
    } catch (error) {
      problems.value = problemLines(asProblem(error), () => 'import-file', 'import-file')
      return false
    } finally {
      busy.value = ''
    }
  }

  async function attempt(): Promise<boolean> {
    const wrong = fault()
    if (wrong !== null) {
      problems.value = [{ field: 'import-file', text: wrong }]
      return false
    }
    return guarded('try', async () => take(await sendImport(registry.code, asked(), true)))
  }

  const isMapped = computed(() => givenColumns(rows, found.value) !== null)
  const twice = computed(() => {
    const code = claimedTwice(rows)
    return code === null ? null : t().twice(columnName(registry, of, t(), code) || code)
  })
  // With what the person said of the columns.
  async function remap(): Promise<boolean> {
    if (twice.value !== null) return false
    said_ = givenColumns(rows, found.value) ?? said_
    return attempt()
  }

  // A request whose answer was lost is sent again under its key.
  let key = ''
  let keyOf: unknown = null
  const bringIn = (): Promise<boolean> =>
    guarded('import', async () => {
      if (keyOf !== report.value) key = freshKey()
      keyOf = report.value
      const now = await sendImport(registry.code, asked(), false, key)
      take(now)
      if (now.id !== null && (now.done || now.repeated))
        result.value = await readImport(registry.code, of, now.id)
    })

  const saveMarked = (): Promise<boolean> =>
    guarded('mark', async () => {
      const base = name.value.replace(/\.[^.]+$/, '')
      download(`${base}-${t().markedName}.xlsx`, await markFile(registry.code, asked()))
    })

  function again(): void {
    said_ = null
    void choose(undefined)
  }

  return {
    registry,
    of,
    name,
    submit,
    sheet,
    report,
    result,
    rows,
    busy,
    problems,
    isMapped,
    twice,
    choose,
    attempt,
    remap,
    bringIn,
    saveMarked,
    again
  }
}
