// SPDX-License-Identifier: Apache-2.0
// Tables as CSV (RFC 4180) and as text that pastes into a spreadsheet.
export type Cells = readonly (readonly string[])[]

// A cell that begins like a formula would be run by the spreadsheet; an apostrophe keeps it text.
// Numbers with a sign are left alone.
function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
}

// The byte order mark lets Excel see UTF-8.
export function toCsv(rows: Cells): string {
  const line = (row: readonly string[]): string =>
    row
      .map(harmless)
      .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell))
      .join(',')
  return `\uFEFF${rows.map(line).join('\r\n')}\r\n`
}

export function toTabs(rows: Cells): string {
  return rows
    .map((row) => row.map((cell) => harmless(cell).replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n')
}

export function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  // The browser has taken the address by then; freeing it at once would cancel the download.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}
