// Fails where the first load of the built page weighs more than 60 kB, gzipped.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const LIMIT = 60_000
const built = process.env.PAGE_OUT ?? join(import.meta.dirname, '../static')
const index = readFileSync(join(built, 'index.html'), 'utf8')
const loaded = [...index.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+)"/g)].map((match) => match[1])
const sizes = ['index.html', ...loaded].map((file) => [file, gzipSync(readFileSync(join(built, file))).length])
const total = sizes.reduce((sum, [, size]) => sum + size, 0)
for (const [file, size] of sizes) console.log(`${String(size).padStart(7)}  ${file}`)
console.log(`${String(total).padStart(7)}  first load, gzipped (limit ${LIMIT})`)
if (total > LIMIT) process.exit(1)
