// SPDX-License-Identifier: Apache-2.0
// The page's own part of the window's title, when it is more than the route's.
import { readonly, ref } from 'vue'

const own = ref<string | null>(null)
export const ownTitle = readonly(own)

export function setTitle(text: string | null): void {
  own.value = text
}
