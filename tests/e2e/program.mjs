// SPDX-License-Identifier: Apache-2.0
// Which browser the tests drive: Debian's Chromium as a shell without windows, which draws as the
// whole one does and takes a third less time, or else the whole one. Undefined when there is none.
import { existsSync } from 'node:fs'

export const browserPackage = 'chromium-headless-shell'

export const browserProgram = [
    process.env.KECHUANG_BROWSER,
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
].find((path) => path && existsSync(path))
