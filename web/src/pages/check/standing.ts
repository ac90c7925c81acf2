// SPDX-License-Identifier: Apache-2.0
// What the policies mean together to one subject, of those that the page shows.
import type { PolicyAnswer, PolicyAnswers, PolicyConflict, PolicyRung } from './answer'

export interface Standing {
  rungs: PolicyRung[]
  conflicts: PolicyConflict[]
  ending: PolicyAnswer['expiries']
  granted: PolicyAnswer[]
}

// One policy alone stands on no ladder and conflicts with nothing.
export function standingOf(all: PolicyAnswers, shown: ReadonlySet<string>): Standing {
  const answers = all.answers.filter((one) => shown.has(one.policy))
  const rungs = all.ladder.filter((one) => shown.has(one.policy))
  return {
    rungs: rungs.length > 1 ? rungs : [],
    conflicts: all.conflicts.filter((one) => shown.has(one.first) && shown.has(one.second)),
    ending: answers.flatMap((one) => one.expiries.filter((expiry) => expiry.due)),
    granted: answers.filter((one) => one.verdict === 'yes' && one.no_application.ready)
  }
}
