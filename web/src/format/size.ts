// SPDX-License-Identifier: Apache-2.0
// "12 KB", "3.4 MB": rounded up, so that nothing is said to be nothing.
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${Math.ceil((bytes / (1024 * 1024)) * 10) / 10} MB`
}
