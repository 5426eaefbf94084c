import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'

const room = dirname(import.meta.dirname)
const { resolve } = createRequire(import.meta.url)
const library = dirname(resolve('@mantine/core/styles.css'))
const notifications = dirname(resolve('@mantine/notifications/styles.css'))
const parts = join(library, 'esm/components')
const read = (path: string): string => readFileSync(path, 'utf8')

/** A component, and every one that it is made of. */
function withParts(name: string, found: Set<string>): Set<string> {
  if (found.has(name) || !existsSync(join(parts, name))) return found
  found.add(name)
  for (const path of globSync('**/*.mjs', { cwd: join(parts, name) })) {
    for (const [, part = ''] of read(join(parts, name, path)).matchAll(/from "(?:\.\.\/)+(\w+)\//g))
      withParts(part, found)
  }
  return found
}

const usedIn = (source: string): readonly string[] =>
  [...source.matchAll(/import \{([^}]*)\} from ['"]@mantine\/core['"]/g)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.trim()),
  )

describe('the styles of the library', () => {
  test('are there for every component of the console, and all that it is made of', () => {
    const worn = new Set(
      [...read(join(import.meta.dirname, 'library-styles.ts')).matchAll(/styles\/([\w-]+)\.css/g)].map(
        ([, name = '']) => name,
      ),
    )
    const sources = [
      ...globSync('**/*.tsx', { cwd: room }).map((path) => read(join(room, path))),
      // What tells of deeds is a library of its own, made of the first.
      ...globSync('esm/**/*.mjs', { cwd: notifications }).map((path) => read(join(notifications, path))),
    ]
    const needed = new Set<string>()
    for (const name of sources.flatMap(usedIn)) withParts(name, needed)
    const bare = [...needed].filter((name) => existsSync(join(library, 'styles', `${name}.css`)) && !worn.has(name))
    assert.ok(needed.size > 20)
    assert.deepEqual(bare, [], 'add these to src/console/theme/library-styles.ts')
  })
})
