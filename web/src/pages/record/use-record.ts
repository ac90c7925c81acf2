// SPDX-License-Identifier: Apache-2.0
// One record being worked on: as it stands, what is typed over it, and the changes that are sent.
// What was typed survives a refusal and somebody else's change.
import { computed, onScopeDispose, reactive, ref, shallowRef } from 'vue'

import { asProblem, problemLines } from '@/api/failure'
import { freshKey } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { FieldProblem } from '@/components/error-summary.vue'
import { messagesNow } from '@/i18n/language'
import {
  readRecord,
  updateRecord,
  type OpenRecord,
  type RecordInput,
  type Registry,
  type Target
} from '@/pages/registries/record'

import { changedFields, formerFields, typedFrom, type Typed } from './field-groups'
import { messages } from './messages'

export const fieldId = (code: string): string => `field-${code}`
const changedStatus = 412 // somebody else was quicker

export type RecordWork = ReturnType<typeof useRecord>

export function useRecord(registry: Registry, id: number, first: OpenRecord) {
  const open = shallowRef(first)
  const view = computed(() => open.value.view)
  const typed = reactive<Typed>(typedFrom(registry, first.view.record))
  const isEditing = ref(false)
  const busy = ref(false)
  const problems = shallowRef<readonly FieldProblem[]>([])
  const trouble = shallowRef<Problem | null>(null)
  const note = ref('')
  const conflict = ref('')
  const undoing = shallowRef<Record<string, string | null> | null>(null)
  const t = () => messagesNow(messages)

  function take(now: OpenRecord): void {
    open.value = now
    conflict.value = ''
  }
  function begin(): void {
    Object.assign(typed, typedFrom(registry, view.value.record))
    note.value = ''
    undoing.value = null
    problems.value = []
    isEditing.value = true
  }
  function cancel(): void {
    isEditing.value = false
    problems.value = []
    trouble.value = null
    conflict.value = ''
  }
  const isTouched = computed(
    () =>
      isEditing.value && Object.keys(changedFields(registry, view.value.record, typed)).length > 0
  )

  // Whatever is asked goes through here: one at a time, under a key that outlives a lost answer.
  let lost: { text: string; key: string } | null = null
  async function attempt(
    what: string,
    body: unknown,
    send: (target: Target) => Promise<OpenRecord>
  ): Promise<boolean> {
    if (busy.value) return false
    const text = JSON.stringify([what, open.value.tag, body])
    const key = lost?.text === text ? lost.key : freshKey()
    lost = null
    busy.value = true
    trouble.value = null
    problems.value = []
    note.value = ''
    try {
      take(await send({ code: registry.code, id, tag: open.value.tag, key }))
      return true
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status === 0) lost = { text, key }
      if (problem.status === changedStatus) await reload()
      else if (problem.fields.length === 0) trouble.value = problem
      else
        problems.value = problemLines(problem, (pointer) => {
          const [, place = '', name = ''] = pointer.split('/')
          if (place === 'fields') return fieldId(name)
          if (place === 'parts') return pointer.slice(1).replaceAll('/', '-')
          return place === '' ? null : `${place}-${what}`
        })
      return false
    } finally {
      busy.value = false
    }
  }

  async function reload(): Promise<void> {
    const before = typedFrom(registry, view.value.record)
    const now = await readRecord(registry.code, id).catch(() => null)
    if (!now) return
    // What was not typed over follows the record.
    const fresh = typedFrom(registry, now.view.record)
    for (const { code } of registry.fields) {
      if (typed[code] === before[code]) typed[code] = fresh[code] ?? ''
    }
    open.value = now
    conflict.value = isEditing.value ? t().conflict : t().conflictStep
  }
  // After a change that was asked for elsewhere.
  async function refresh(): Promise<void> {
    take(await readRecord(registry.code, id))
  }

  async function save(more: Omit<RecordInput, 'fields'>): Promise<boolean> {
    const before = view.value.record
    const fields = changedFields(registry, before, typed)
    const codes = Object.keys(fields)
    if (codes.length === 0) {
      cancel()
      note.value = t().nothingChanged
      return true
    }
    const input = { fields, ...more }
    if (!(await attempt('save', input, (target) => updateRecord(target, input)))) return false
    isEditing.value = false
    note.value = t().saved
    // A change since a day is a fact of its own; only a correction is simply taken back.
    undoing.value = more.since === undefined ? formerFields(before, codes) : null
    return true
  }
  async function undo(): Promise<void> {
    const fields = undoing.value
    if (!fields) return
    const input = { fields, reason: t().undoReason }
    if (!(await attempt('undo', input, (target) => updateRecord(target, input)))) return
    undoing.value = null
    note.value = t().undone
  }

  const warn = (event: BeforeUnloadEvent): void => {
    if (isTouched.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  onScopeDispose(() => window.removeEventListener('beforeunload', warn))

  return {
    registry,
    view,
    typed,
    isEditing,
    isTouched,
    busy,
    problems,
    trouble,
    note,
    conflict,
    undoing,
    begin,
    cancel,
    attempt,
    save,
    undo,
    refresh
  }
}
