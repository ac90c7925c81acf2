// SPDX-License-Identifier: Apache-2.0
// Runs one test file, or says why it cannot (exit code 77, which CTest takes for skipped).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { browserPackage, browserProgram } from './program.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const wanted = [
    ['Chromium', browserProgram !== undefined, `apt-get install ${browserPackage}`],
    [
        'playwright-core',
        existsSync(join(here, 'node_modules/playwright-core')),
        'npm --prefix tests/e2e ci',
    ],
]
for (const [what, isThere, remedy] of wanted) {
    if (!isThere) {
        console.log(`skipped: ${what} is not there (${remedy})`)
        process.exit(77)
    }
}
const done = spawnSync(process.execPath, ['--test', process.argv[2]], { stdio: 'inherit' })
process.exit(done.status ?? 1)
