// SPDX-License-Identifier: Apache-2.0
// Runs one test file, or says why it cannot (exit code 77, which CTest takes for skipped).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const provider = join(here, 'node_modules/oidc-provider')
if (!existsSync(provider)) {
    console.log(`skipped: ${provider} is not there (npm --prefix tests/oidc ci)`)
    process.exit(77)
}
const done = spawnSync(process.execPath, ['--test', process.argv[2]], { stdio: 'inherit' })
process.exit(done.status ?? 1)
