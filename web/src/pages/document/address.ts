// SPDX-License-Identifier: Apache-2.0
import type { Mark } from '@/api/types'

// The page of what a mark stands for.
export function addressOf(mark: Mark): string {
  return `/${mark.kind === 'target' ? 'targets' : 'tasks'}/${encodeURIComponent(mark.code)}`
}

// The element in the text that the list leads to.
export function anchorOf(mark: Mark): string {
  return `mark-${mark.code}`
}
