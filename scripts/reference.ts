// Writes what is generated of the documents to `docs/reference`. A test compares what it would write with what is there.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { referencePages } from './reference/pages.ts'

const folder = join(dirname(import.meta.dirname), 'docs/reference')

mkdirSync(folder, { recursive: true })
const pages = referencePages()
for (const [name, text] of pages) writeFileSync(join(folder, name), text)
console.error(`reference: wrote ${pages.size} files: ${[...pages.keys()].join(', ')}`)
