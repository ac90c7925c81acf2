// SPDX-License-Identifier: Apache-2.0
// A record ticked in a list, as it was looked at.
import type { SeenRecord } from './record'

export interface Chosen {
  id: number
  version: number
  title: string
}
export const chosenOf = ({ id, version, title }: SeenRecord): Chosen => ({ id, version, title })
