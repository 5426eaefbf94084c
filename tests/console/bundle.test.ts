import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { builtConsole } from '../../scripts/console-build.ts'
import { shownScreens } from '../../scripts/screens/screen-list.ts'
import { givenConsole } from './given-console.ts'

/** What a browser may load before any screen can be used, compressed. */
const mostBytes = 350_000

test('no screen takes more than 350 kB when it is the first', async (context) => {
  const { open } = await givenConsole(context)
  const folder = await builtConsole()
  for (const viewer of ['visitor', 'master'] as const) {
    const page = await open(viewer)
    const paths = new Set(
      shownScreens.flatMap((screen) => (screen.viewer === viewer ? [screen.path.replace(/\?.*/, '')] : [])),
    )
    for (const path of paths) {
      const loaded = new Set<string>()
      const note = (response: { readonly url: () => string }): unknown => loaded.add(new URL(response.url()).pathname)
      page.on('response', note)
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      page.off('response', note)
      const files = [...loaded].filter((name) => name.startsWith('/assets/'))
      const sizeOf = (ending: string): number =>
        files
          .filter((name) => name.endsWith(ending))
          .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0)
      const [code, styles] = [sizeOf('.js'), sizeOf('.css')]
      const inKb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`
      const parts = `${inKb(code)} of code, ${inKb(styles)} of styles`
      console.log(`bundle: ${path}: ${inKb(code + styles)} compressed in ${files.length} files: ${parts}`)
      assert.ok(files.length > 1 && code + styles <= mostBytes, `${path} loads ${code + styles} bytes`)
    }
  }
})
