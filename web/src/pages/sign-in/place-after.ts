// SPDX-License-Identifier: Apache-2.0
// Where to go after signing in: a path of this office, never an address somebody put in a link.
export function placeAfter(next: unknown, home = '/'): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next) || next === '/') return home
  return next.startsWith('/sign-in') || next.startsWith('/first-run') ? home : next
}
