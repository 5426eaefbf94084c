// Builds the console: TypeScript and React to files for browsers. What is built is kept under `.cache/console`, by the
// hash of what it was made of, so that nothing is built twice and no running server loses the files it serves.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'
import type { Endpoint } from '../src/api/endpoint.ts'

const root = dirname(import.meta.dirname)
const cache = join(root, '.cache/console')
/** Where servers look for the console, in a clone and in the package. */
const served = join(root, 'dist/console')
/** What was built is kept for so long after it was last asked for, in milliseconds. */
const keptForMs = 6 * 60 * 60_000

/** Gives the folder of the console as its sources stand now; builds it when it isn't there. */
export async function builtConsole(): Promise<string> {
  const folder = join(cache, hashOfSources())
  if (existsSync(join(folder, 'index.html'))) return folder
  const startedAt = performance.now()
  console.error('rolecall: building the console')
  const unfinished = `${folder}-${process.pid}`
  await buildInto(unfinished)
  forgetOld()
  // Somebody else may have been as quick.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, folder)
  console.error(`rolecall: built the console in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  return folder
}

/** Puts the console where servers look for it. */
export async function placeConsole(): Promise<void> {
  const folder = await builtConsole()
  const isPlaced = existsSync(served) && sameFiles(folder, served)
  if (isPlaced) return
  mkdirSync(dirname(served), { recursive: true })
  const beside = `${served}-${process.pid}`
  cpSync(folder, beside, { recursive: true })
  rmSync(served, { recursive: true, force: true })
  renameSync(beside, served)
}

const filesOf = (folder: string): string =>
  globSync('**/*.*', { cwd: folder })
    .map((path) => `${path} ${statSync(join(folder, path)).size}`)
    .sort()
    .join('\n')

const sameFiles = (one: string, other: string): boolean => filesOf(one) === filesOf(other)

/** The console, what it may import, and the packages it is built with. */
function hashOfSources(): string {
  const hash = createHash('sha256')
  const paths = globSync(['src/{console,api,domain}/**/*.*', 'scripts/console-build.ts', 'package-lock.json'], {
    cwd: root,
  })
  for (const path of paths.filter((one) => !one.endsWith('.test.ts')).sort()) {
    hash.update(path).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex').slice(0, 16)
}

function forgetOld(): void {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name)
    if (Date.now() - statSync(folder).mtimeMs > keptForMs) rmSync(folder, { recursive: true, force: true })
  }
}

async function buildInto(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(root, 'src/console'),
    logLevel: 'warn',
    plugins: [endpointTable(), react()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2022',
      chunkSizeWarningLimit: 1500,
    },
  })
}

/**
 * Puts a table in the place of the endpoint declarations: the client needs where each field stands, and neither the
 * schemas nor the conversions, which would be a good part of what a browser loads. Endpoints that the console never names
 * are left out, too.
 */
function endpointTable(): Plugin {
  return {
    name: 'endpoint-table',
    enforce: 'pre',
    load: async (id) => {
      if (!id.replaceAll('\\', '/').endsWith('/src/api/index.ts')) return null
      const { endpoints } = await import('../src/api/index.ts')
      const sources = globSync('src/console/**/*.{ts,tsx}', { cwd: root })
        .map((path) => readFileSync(join(root, path), 'utf8'))
        .join('\n')
      const called = Object.values<Endpoint>(endpoints).filter(({ id: name }) => sources.includes(`'${name}'`))
      const table = called.map((endpoint) => {
        const { fields, method, path } = endpoint
        const { status, schema, isFile } = endpoint.success
        const success = { status, isFile, ...(schema === null && { schema }) }
        return [endpoint.id, { id: endpoint.id, method, path, fields, success }]
      })
      return `export const endpoints = ${JSON.stringify(Object.fromEntries(table))}`
    },
  }
}

if (import.meta.main) await placeConsole()
