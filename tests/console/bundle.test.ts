import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { givenConsole } from './given-console.ts'
import { builtConsole } from '../../scripts/console-build.ts'

/** What a browser may load before the first screen can be used, compressed. */
const mostBytes = 350_000

test('the first screen takes at most 350 kB', async (context) => {
  const { open } = await givenConsole(context)
  for (const [viewer, path] of [
    ['visitor', '/sign-in'],
    ['master', '/roles'],
  ] as const) {
    const page = await open(viewer)
    const loaded = new Set<string>()
    page.on('response', (response) => loaded.add(new URL(response.url()).pathname))
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const folder = await builtConsole()
    const files = [...loaded].filter((name) => name.startsWith('/assets/'))
    const bytes = files.map((name) => gzipSync(readFileSync(join(folder, name))).length)
    const sum = bytes.reduce((total, one) => total + one, 0)
    console.log(`bundle: ${path} loads ${files.length} files, ${(sum / 1000).toFixed(0)} kB compressed`)
    assert.ok(files.length > 1 && sum <= mostBytes, `${path} loads ${sum} bytes`)
  }
})
