// SPDX-License-Identifier: Apache-2.0
// The code of an object in the address, as /targets/:code.
import type { RouteParams } from 'vue-router'

export function codeOf(params: RouteParams): string {
  const { code } = params
  return typeof code === 'string' ? code : (code?.[0] ?? '')
}
