// SPDX-License-Identifier: Apache-2.0
// What the reading pages ask for, by the operations of api/openapi.yaml.
import { get } from './http'
import type {
  Counties,
  Derivation,
  Fact,
  Page,
  Plan,
  Target,
  TargetDetail,
  TargetPage,
  Task,
  TaskDetail,
  TaskPage
} from './types'

// A plan has tens of targets; more than this is a fault of ours, not a reason to read for ever.
const pagesMax = 20

async function all<T, P extends Page<T>>(path: string, signal?: AbortSignal): Promise<P> {
  const first = (await get<P>(path, { limit: 200 }, signal)).data
  const items = [...first.items]
  let cursor = first.next_cursor
  for (let page = 1; cursor !== null && page < pagesMax; page += 1) {
    const next = (await get<P>(path, { limit: 200, cursor }, signal)).data
    items.push(...next.items)
    cursor = next.next_cursor
  }
  return { ...first, items, next_cursor: cursor }
}

const named = (kind: string, code: string): string => `/${kind}/${encodeURIComponent(code)}`

export const readTargets = (signal?: AbortSignal): Promise<TargetPage> =>
  all<Target, TargetPage>('/targets', signal)

export const readTasks = (signal?: AbortSignal): Promise<TaskPage> =>
  all<Task, TaskPage>('/tasks', signal)

export const readPlan = async (signal?: AbortSignal): Promise<Plan> =>
  (await get<Plan>('/plan', {}, signal)).data

export const readTarget = async (code: string, signal?: AbortSignal): Promise<TargetDetail> =>
  (await get<TargetDetail>(named('targets', code), {}, signal)).data

export const readDerivation = async (code: string, signal?: AbortSignal): Promise<Derivation> =>
  (await get<Derivation>(`${named('targets', code)}/derivation`, {}, signal)).data

export const readTargetFacts = (code: string, signal?: AbortSignal): Promise<Page<Fact>> =>
  all<Fact, Page<Fact>>(`${named('targets', code)}/facts`, signal)

export const readCounties = async (code: string, signal?: AbortSignal): Promise<Counties> =>
  (await get<Counties>(`${named('targets', code)}/counties`, {}, signal)).data

export const readTask = async (code: string, signal?: AbortSignal): Promise<TaskDetail> =>
  (await get<TaskDetail>(named('tasks', code), {}, signal)).data
