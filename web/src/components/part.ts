// SPDX-License-Identifier: Apache-2.0
// Parts of a page whose code its heading does not wait for.
//
//   const FilterBar = later(() => import('./filter-bar.vue'))      asked for when it is shown
//   const SheetView = alongside(() => import('./sheet-view.vue'))  asked for at once, beside the data
//
// `alongside` belongs into a <script> block of its own: what stands in <script setup> runs only when
// its component is shown, which for most is after the data has come.
import { defineAsyncComponent, type Component } from 'vue'

import PartMissing from './part-missing.vue'

type Load<T> = () => Promise<{ default: T }>

export function later<T extends Component>(load: Load<T>): T {
  return defineAsyncComponent({
    loader: () => load().then((part) => part.default),
    errorComponent: PartMissing
  } as Parameters<typeof defineAsyncComponent>[0]) as T
}

export function alongside<T extends Component>(load: Load<T>): T {
  let coming: Promise<{ default: T }> | null = load()
  // It is asked for again when it is to be shown.
  coming.catch(() => (coming = null))
  return later(() => coming ?? load())
}
