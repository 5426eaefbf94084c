// What a stranger gets: the package is packed, laid into the `node_modules` of an empty folder, and used from there by
// plain JavaScript, by the TypeScript compiler and from the shell. Nothing of the checkout but its dependencies is in reach.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'

const root = dirname(dirname(import.meta.dirname))
const compiler = join(root, 'node_modules/@typescript/native/bin/tsc')

describe('the packed package in an empty folder', () => {
  let folder = ''
  let files: readonly string[] = []
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rolecall-package-'))
    files = install(folder)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const run = (parameters: readonly string[]): { readonly code: number | null; readonly output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...parameters], { cwd: folder, encoding: 'utf8' })
    return { code: status, output: stdout + stderr }
  }

  test('holds what was built, its licence and its documents, and neither sources nor tests', () => {
    console.log(`package: ${files.length} files`)
    for (const path of ['LICENSE', 'README.md', 'CHANGELOG.md', 'package.json', 'bin/rolecall.mjs']) {
      assert.ok(files.includes(path), `${path} is missing`)
    }
    const unwanted = files.filter((path) => /^(?:src|tests|scripts)\/|\.test\.|(?<!\.d)\.ts$/.test(path))
    assert.deepEqual(unwanted, [])
  })

  test('offers the engine to plain JavaScript', () => {
    copyFileSync(join(import.meta.dirname, 'use-engine.mjs'), join(folder, 'use-engine.mjs'))
    const reason = 'cld::policy::content::folder::view_download'
    const output = `brand allow ${reason}\nlogos allow ${reason}\ncampaigns deny\n`
    assert.deepEqual(run(['use-engine.mjs']), { code: 0, output })
  })

  test('offers the types of the engine to TypeScript', () => {
    const use = `import { createEngine, type Engine } from 'rolecall/engine'\nexport const engine: Engine = createEngine()\nexport const revision: number = engine.revision\n`
    writeFileSync(join(folder, 'use.ts'), use)
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', '']
    assert.deepEqual(run([compiler, ...options, 'use.ts']), { code: 0, output: '' })
  })

  test('lets TypeScript see a wrong use of the engine', () => {
    writeFileSync(
      join(folder, 'wrong.ts'),
      `import { createEngine } from 'rolecall/engine'\nexport const a: 1 = createEngine\n`,
    )
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', '']
    assert.match(run([compiler, ...options, 'wrong.ts']).output, /error TS2322/)
  })

  test('keeps everything but its declared entries to itself', () => {
    writeFileSync(join(folder, 'inside.mjs'), `await import('rolecall/dist/domain/ids.js')\n`)
    assert.match(run(['inside.mjs']).output, /ERR_PACKAGE_PATH_NOT_EXPORTED/)
  })

  test('prints its usage from the shell', () => {
    const { code, output } = run(['node_modules/rolecall/bin/rolecall.mjs', '--help'])
    assert.match(output, /Usage: rolecall/)
    assert.match(output, /serve/)
    assert.equal(code, 0)
  })

  test('tells an old Node what is missing', () => {
    const old = 'data:text/javascript,Object.defineProperty(process, "versions", { value: { node: "20.1.0" } })'
    const { code, output } = run(['--import', old, 'node_modules/rolecall/bin/rolecall.mjs', '--help'])
    assert.match(output, /rolecall needs Node 24[.\d]* or newer and this is Node 20\.1\.0/)
    assert.equal(code, 1)
  })
})

/** Packs the checkout and lays the package out as an installer would; lists the package's files. */
function install(folder: string): readonly string[] {
  const packed = command('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', folder], root)
  const [description] = JSON.parse(packed) as readonly {
    readonly filename: string
    readonly files: { path: string }[]
  }[]
  assert.ok(description !== undefined)
  const home = join(folder, 'node_modules/rolecall')
  mkdirSync(home, { recursive: true })
  command('tar', ['-xzf', join(folder, description.filename), '--strip-components=1', '-C', home], folder)
  linkDependencies(folder)
  return description.files.map((file) => file.path)
}

/** The dependencies come from the checkout, where the lock file has put them; only the declared ones are linked. */
function linkDependencies(folder: string): void {
  const text = readFileSync(join(folder, 'node_modules/rolecall/package.json'), 'utf8')
  const { dependencies } = JSON.parse(text) as { readonly dependencies: Readonly<Record<string, string>> }
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction')
  }
}

function command(name: string, parameters: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(name, [...parameters], { cwd, encoding: 'utf8' })
  assert.equal(status, 0, `${name} ${parameters.join(' ')}\n${stdout}${stderr}`)
  return stdout
}
