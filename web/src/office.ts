// SPDX-License-Identifier: Apache-2.0
// What the shell shows around every page: which office this is, and the moment whose figures the
// page at hand shows.
import { readonly, ref } from 'vue'

import { get } from './api/http'
import type { Health } from './api/types'

const health = ref<Health | null>(null)
export const office = readonly(health)

export async function readOffice(): Promise<void> {
  health.value = (await get<Health>('/health')).data
}

const moment = ref<string | null>(null)
export const dataAsOf = readonly(moment)

// A page calls this with as_of of its answer; moving to another page clears it.
export function showDataAsOf(asOf: string | null): void {
  moment.value = asOf
}
