// SPDX-License-Identifier: Apache-2.0
// Packs the built pages for the program: every file and its compressed forms end to end in one file
// of bytes, and a C++ source that takes it in and says where what is.
//
//   node pack_pages.mjs DIST PAGES.cpp PAGES.bin
//
// A C++ array of the same bytes would take the compiler a minute; .incbin takes nothing.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const [dist, sourceFile, bytesFile] = process.argv.slice(2)
const filesMax = 1000
const bytesMax = 64 * 1024 * 1024

function filesBelow(folder, prefix = '') {
    return readdirSync(join(folder, prefix), { withFileTypes: true })
        // What Vite says about its build is not for the browser.
        .filter(({ name }) => !name.startsWith('.'))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap((entry) => {
            const path = `${prefix}/${entry.name}`
            return entry.isDirectory() ? filesBelow(folder, path) : [path]
        })
}

const parts = []
let length = 0

function keep(bytes) {
    const place = { offset: length, length: bytes.length }
    parts.push(bytes)
    length += bytes.length
    return place
}

// A form that is hardly shorter costs the reader more time than it saves.
function keepIfShorter(compressed, plain) {
    return compressed.length < plain.length * 0.95 ? keep(compressed) : { offset: 0, length: 0 }
}

const paths = filesBelow(dist)
if (paths.length === 0 || paths.length > filesMax || !paths.includes('/index.html')) {
    console.error(`${dist}: ${paths.length} files; needs index.html and at most ${filesMax}`)
    process.exit(1)
}
const rows = paths.map((path) => {
    const plain = readFileSync(join(dist, path))
    const brotli = brotliCompressSync(plain, {
        params: {
            [constants.BROTLI_PARAM_QUALITY]: 11,
            [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
        },
    })
    const forms = [
        keep(plain),
        keepIfShorter(gzipSync(plain, { level: 9 }), plain),
        keepIfShorter(brotli, plain),
    ]
    const places = forms.map((form) => `bytes(${form.offset}, ${form.length})`)
    return `        {${JSON.stringify(path)}, ${places.join(', ')}},`
})
if (length > bytesMax) {
    console.error(`${dist}: ${length} bytes, more than ${bytesMax}`)
    process.exit(1)
}

writeFileSync(bytesFile, Buffer.concat(parts))
writeFileSync(
    sourceFile,
    `// Made by cmake/pack_pages.mjs from web/.
#include "server/embedded_pages.hpp"

asm(R"(
    .section .rodata
    .balign 16
kc_pages_begin:
    .incbin ${JSON.stringify(bytesFile)}
    .byte 0
    .previous
)");

extern "C" const char kc_pages_begin[];

namespace kc::server {

std::vector<EmbeddedFile> embedded_pages() {
    const auto bytes = [](std::size_t offset, std::size_t length) {
        return std::string_view(kc_pages_begin + offset, length);
    };
    return {
${rows.join('\n')}
    };
}

}  // namespace kc::server
`,
)
