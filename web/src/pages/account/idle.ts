// SPDX-License-Identifier: Apache-2.0
// What to do at a moment, given when somebody was last active and when the server last heard of it.
export type IdleState =
  | { kind: 'rest' }
  | { kind: 'tell' } // somebody is there, but the server does not know it yet
  | { kind: 'warn'; secondsLeft: number }
  | { kind: 'over' }

const warnSecondsMax = 120
// The server is told this often of somebody who works without asking it anything.
const tellSeconds = 300

export function idleState(
  now: number,
  activeAt: number,
  toldAt: number,
  idleSeconds: number
): IdleState {
  if (idleSeconds <= 0) return { kind: 'rest' }
  const idle = (now - activeAt) / 1_000
  if (idle >= idleSeconds) return { kind: 'over' }
  if (idle >= idleSeconds - Math.min(warnSecondsMax, idleSeconds / 2))
    return { kind: 'warn', secondsLeft: Math.max(1, Math.ceil(idleSeconds - idle)) }
  const untold = Math.min(tellSeconds, idleSeconds / 4)
  const isNews = activeAt > toldAt && (now - toldAt) / 1_000 >= untold
  return isNews ? { kind: 'tell' } : { kind: 'rest' }
}
