// SPDX-License-Identifier: Apache-2.0
// One sheet being worked on: what is saved, what is typed, and the changes sent to the server. What
// is typed survives a refusal and somebody else's change.
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'

import { asProblem, problemLines } from '@/api/failure'
import { freshKey } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { FieldProblem } from '@/components/error-summary.vue'
import { momentText } from '@/format/date'
import { language, messagesNow, said } from '@/i18n/language'

import {
  readSheet,
  saveSheet,
  takeStep,
  type Sheet,
  type SheetAddress,
  type StepInput
} from './collection'
import {
  cellId,
  cellsOf,
  enteredFrom,
  openFindings,
  unreadable,
  type Entered
} from './entered'
import { findingLines } from './finding-lines'
import { sheetMessages } from './sheet-messages'

const restMs = 15_000

export type SheetWork = ReturnType<typeof useSheet>

export function useSheet(address: SheetAddress, first: Sheet) {
  const sheet = shallowRef(first)
  const entered = reactive<Entered>(enteredFrom(first))
  const touched = ref(false)
  const busy = ref(false)
  const isChecked = ref(false) // findings are shown beside the cells
  const problems = shallowRef<readonly FieldProblem[]>([])
  const trouble = shallowRef<Problem | null>(null)
  const conflict = ref<'typed' | 'step' | null>(null)
  const note = ref('')
  const fields = computed(() => sheet.value.form.fields)
  const t = () => messagesNow(sheetMessages)

  function take(now: Sheet): void {
    sheet.value = now
    Object.assign(entered, enteredFrom(now))
    touched.value = false
    conflict.value = null
  }

  // A request whose answer was lost is tried again under its key; another one gets another key.
  let lost: { body: string; key: string } | null = null
  async function attempt(
    body: unknown,
    send: (key: string) => Promise<Sheet>,
    isStep: boolean
  ): Promise<Sheet | null> {
    const text = JSON.stringify([sheet.value.version, body])
    const key = lost?.body === text ? lost.key : freshKey()
    lost = null
    busy.value = true
    trouble.value = null
    try {
      return await send(key)
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 0) lost = { body: text, key }
      await refused(problem, isStep)
      return null
    } finally {
      busy.value = false
    }
  }

  async function refused(problem: Problem, isStep: boolean): Promise<void> {
    if (problem.status === 409) {
      const now = await readSheet(address).catch(() => null)
      if (now) sheet.value = now
      conflict.value = touched.value && now?.may_save ? 'typed' : 'step'
    }
    if (problem.fields.length === 0) {
      trouble.value = problem
      return
    }
    isChecked.value = true
    problems.value = problemLines(problem, (pointer) => {
      const [, place = '', name = ''] = pointer.split('/')
      if (place === 'cells') return cellId(fields.value[Number(name)]?.code ?? '')
      if (place === 'fields') return cellId(name)
      return isStep ? `${place}-step` : null
    })
  }

  // False when nothing was saved. A quiet save moves no focus and shows no problem.
  async function save(quiet = false): Promise<boolean> {
    if (busy.value) return false
    const wrong = unreadable(fields.value, entered)
    if (wrong.length > 0) {
      if (quiet) return false
      isChecked.value = true
      problems.value = wrong.map(({ code, name }) => ({
        field: cellId(code),
        text: t().notNumber(said(name), entered[code]?.value ?? '')
      }))
      return false
    }
    if (!quiet) problems.value = []
    const cells = cellsOf(fields.value, entered)
    const before = JSON.stringify(entered)
    const now = await attempt(
      cells,
      (key) => saveSheet(address, sheet.value.version, cells, key),
      false
    )
    if (!now) return false
    // What was typed while the answer was on its way stays.
    if (JSON.stringify(entered) === before) take(now)
    else sheet.value = now
    return true
  }

  async function check(): Promise<void> {
    note.value = ''
    if (!(await save())) return
    isChecked.value = true
    problems.value = findingLines(sheet.value.findings)
    const left = problems.value.length
    note.value = left === 0 ? t().savedFine : t().savedBut(left)
  }

  async function step(input: StepInput): Promise<boolean> {
    if (busy.value) return false
    note.value = ''
    problems.value = []
    if (input.step === 'submit') {
      if ((touched.value || sheet.value.version === 0) && !(await save())) return false
      isChecked.value = true
      problems.value = findingLines(sheet.value.findings)
      if (problems.value.length > 0) return false
    }
    const now = await attempt(
      input,
      (key) => takeStep(address, sheet.value.version, input, key),
      true
    )
    if (!now) return false
    if (touched.value) sheet.value = now
    else take(now)
    isChecked.value = false
    return true
  }

  // Another version from elsewhere, such as an uploaded file.
  async function reload(): Promise<void> {
    take(await readSheet(address))
    isChecked.value = true
    problems.value = []
  }

  let timer = 0
  function touch(): void {
    touched.value = true
    window.clearTimeout(timer)
    timer = window.setTimeout(async () => {
      if (!touched.value || conflict.value !== null || !(await save(true))) return
      note.value = t().autosaved(momentText(new Date().toISOString(), language.value).slice(-5))
    }, restMs)
  }
  const warn = (event: BeforeUnloadEvent): void => {
    if (touched.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  onScopeDispose(() => {
    window.clearTimeout(timer)
    window.removeEventListener('beforeunload', warn)
  })
  // Messages of findings follow the language.
  watch(language, () => {
    if (problems.value.length > 0 && isChecked.value)
      problems.value = findingLines(sheet.value.findings)
  })

  const left = computed(() => openFindings(sheet.value.findings).length)
  return {
    address,
    sheet,
    entered,
    touched,
    busy,
    isChecked,
    problems,
    trouble,
    conflict,
    note,
    left,
    save,
    check,
    step,
    reload,
    touch
  }
}
