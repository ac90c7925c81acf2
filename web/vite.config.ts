// SPDX-License-Identifier: Apache-2.0
// Everything the browser needs is built into dist/: hashed files below assets/, no inline script or
// style and no other host, so that the pages live under `default-src 'self'`.
import vue from '@vitejs/plugin-vue'
import { fileURLToPath, URL } from 'node:url'
import { defineConfig } from 'vite'

// `npm run dev` shows the sources against an office that runs beside it.
const office = process.env.KECHUANG_OFFICE ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue({ features: { optionsAPI: false } })],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    // Old office machines run Chromium 87 and the domestic browsers made from it.
    target: ['chrome87', 'firefox90', 'safari14'],
    // A data: address is not 'self'.
    assetsInlineLimit: 0,
    // The polyfill is an inline script, which the policy forbids; Chromium 87 does not need it.
    modulePreload: { polyfill: false },
    sourcemap: false,
    // Two KiB smaller on the first page than esbuild's, for a few seconds more of building. Not
    // `pure_getters`: to read a reactive value is to follow it, also where the value is not used.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 2 } }
  },
  server: { proxy: { '/api': { target: office, changeOrigin: true } } }
})
