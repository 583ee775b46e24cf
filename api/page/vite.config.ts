import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// The built page is part of the Python package: `kg serve` sends what lies in api/static.
export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: process.env.PAGE_OUT ?? '../static',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8765' } },
})
