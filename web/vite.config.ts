// SPDX-License-Identifier: Apache-2.0
// Everything the browser needs is built into dist/: hashed files below assets/, no inline script or
// style and no other host, so that the pages live under `default-src 'self'`.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath, URL } from 'node:url'
import { defineConfig } from 'vite'

import { wordsApart } from './words-apart'

// `npm run dev` shows the sources against an office that runs beside it.
const office = process.env.KECHUANG_OFFICE ?? 'http://127.0.0.1:8080'

// Pieces that nearly every page has: together they are one request, and shorter than apart.
const onEveryPage = new RegExp(
  'export-helper|src/(' +
    [
      'api/(failure|use-answer)',
      'components/(part|part-missing|problem-notice|right-needed|said-words|waiting-for)',
      'format/(decimal|unit)',
      'route-code'
    ].join('|') +
    ')\\b'
)

export default defineConfig({
  plugins: [vue({ features: { optionsAPI: false } }), wordsApart()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // Old office machines run Chromium 87 and the domestic browsers made from it.
    target: ['chrome87', 'firefox90', 'safari14'],
    // A data: address is not 'self'.
    assetsInlineLimit: 0,
    sourcemap: false,
    // Which file a part became and what it needs: tests/e2e/weight.e2e.mjs weighs pages by it.
    manifest: true,
    rollupOptions: {
      output: {
        manualChunks: (id) => (onEveryPage.test(id) ? 'every' : undefined),
        onlyExplicitManualChunks: true
      }
    },
    // Two KiB smaller on the first page than esbuild's, for a few seconds more of building. Not
    // `pure_getters`: to read a reactive value is to follow it, also where the value is not used.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 2 } }
  },
  server: { proxy: { '/api': { target: office, changeOrigin: true } } }
})
