// SPDX-License-Identifier: Apache-2.0
// A table of one's own for an evaluation. It lives in this window's memory alone: the server
// computes with it and keeps nothing, and closing or reloading the window forgets it.
import { shallowReactive } from 'vue'

export interface OwnTable {
  name: string // of the file
  text: string // CSV
}

// As the server takes (api/openapi.yaml: EvaluationInput).
export const tableBytesMax = 2 * 1024 * 1024

const tables = shallowReactive(new Map<string, OwnTable>())

export const ownTable = (code: string): OwnTable | null => tables.get(code) ?? null

export function keepOwnTable(code: string, table: OwnTable | null): void {
  if (table) tables.set(code, table)
  else tables.delete(code)
}

// UTF-8 where the bytes are UTF-8, and otherwise what Chinese Excel saves.
export function tableText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

// A workbook or another archive that was taken for a CSV.
export const isArchive = (bytes: ArrayBuffer): boolean => {
  const [first, second] = new Uint8Array(bytes.slice(0, 2))
  return first === 0x50 && second === 0x4b
}
