import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cycleViolations, directionViolations, importsOf, layoutViolations } from './rooms.ts'
import { assertHolds, parse, readProduct, readProject } from './sources.ts'

const product = readProduct()

describe('the product', () => {
  test('imports only in the direction of the table', () => {
    const imports = product.flatMap(importsOf)
    assertHolds('rooms', imports.length, `imports in ${product.length} files`, directionViolations(product))
  })

  test('keeps its files in rooms, at most one folder deep, under names that say something', () => {
    const paths = product.map((source) => source.path)
    assertHolds('layout', paths.length, 'files', layoutViolations(paths))
  })
})

test('no circle of imports is in the project, types, tests, scripts and measurements included', () => {
  const project = readProject()
  for (const folder of ['src/', 'tests/', 'scripts/', 'bench/']) {
    assert.ok(
      project.some(({ path }) => path.startsWith(folder)),
      folder,
    )
  }
  assertHolds('circles', project.length, 'files', cycleViolations(project))
})

const problemsOf = (path: string, text: string): readonly string[] =>
  directionViolations([parse(path, text)]).map((violation) => violation.slice(violation.indexOf(' ') + 1))

describe('the gate of directions', () => {
  test('refuses a room that imports against the table, in every form of import', () => {
    const expected = ['`domain` may not import `engine`']
    for (const text of [
      `import { decide } from '../engine/decide.ts'`,
      `import type { Decide } from '../engine/decide.ts'`,
      `export { decide } from '../engine/decide.ts'`,
      `export * from '../engine/decide.ts'`,
      `const { decide } = await import('../engine/decide.ts')`,
      `type Decide = import('../engine/decide.ts').Decide`,
    ]) {
      assert.deepEqual(problemsOf('src/domain/scope.ts', text), expected, text)
    }
  })

  test('lets api import types of operations and nothing else of it', () => {
    assert.deepEqual(problemsOf('src/api/roles.ts', `import type { Operation } from '../operations/operation.ts'`), [])
    assert.deepEqual(problemsOf('src/api/roles.ts', `import { perform } from '../operations/perform.ts'`), [
      'may import only types of `operations`',
    ])
  })

  test('lets only the command that serves and the one door to the store import the server', () => {
    const text = `import { compose } from '../../server/compose.ts'`
    assert.deepEqual(problemsOf('src/cli/commands/serve.ts', text), [])
    assert.deepEqual(problemsOf('src/cli/commands/at-store.ts', text), [])
    assert.deepEqual(problemsOf('src/cli/commands/catalog.ts', text), ['`cli` may not import `server`'])
  })

  test('refuses a library outside its room and outside its one door', () => {
    assert.deepEqual(problemsOf('src/domain/ids.ts', `import { randomUUID } from 'node:crypto'`), [
      '`domain` may not import the library `node:crypto`',
    ])
    assert.deepEqual(problemsOf('src/engine/decide.ts', `import * as cedar from '@cedar-policy/cedar-wasm/nodejs'`), [
      'imports `@cedar-policy/cedar-wasm/nodejs`, whose one door is `src/engine/cedar.ts`',
    ])
    assert.deepEqual(problemsOf('src/engine/cedar.ts', `import * as cedar from '@cedar-policy/cedar-wasm/nodejs'`), [])
    assert.deepEqual(problemsOf('src/operations/perform.ts', `import { sql } from 'kysely'`), [
      '`operations` may not import the library `kysely`',
    ])
  })

  test('refuses a product file that imports a test or a script, and a folder that is no room', () => {
    assert.deepEqual(problemsOf('src/domain/ids.ts', `import { given } from '../../tests/given.ts'`), [
      'imports `tests/given.ts` from outside src',
    ])
    assert.deepEqual(problemsOf('src/misc/x.ts', `import { accountId } from '../domain/ids.ts'`), [
      '`misc` is not a room',
    ])
  })
})

test('the gate of circles sees a circle made of types', () => {
  const one = parse('src/domain/one.ts', `import type { Two } from './two.ts'`)
  const two = parse('src/domain/two.ts', `import type { Three } from './three.ts'`)
  const three = parse('src/domain/three.ts', `export type { One } from './one.ts'`)
  assert.deepEqual(cycleViolations([one, two, three]), [
    'circle: src/domain/one.ts -> src/domain/two.ts -> src/domain/three.ts -> src/domain/one.ts',
  ])
  assert.deepEqual(cycleViolations([one, two]), [])
})

test('the gate of layout refuses files without a room, deep folders and empty names', () => {
  assert.deepEqual(
    layoutViolations(['src/domain/scope.ts', 'src/cli/commands/serve.ts', 'src/console/RoleTable.tsx']),
    [],
  )
  assert.deepEqual(layoutViolations(['src/main.ts', 'src/api/a/b/c.ts', 'src/api/utils.ts', 'src/api/camelCase.ts']), [
    'src/main.ts stands outside a room',
    'src/main.ts `` is not kebab-case',
    'src/api/a/b/c.ts lies more than one folder deep in its room',
    'src/api/utils.ts `utils` names nothing',
    'src/api/camelCase.ts `camelCase` is not kebab-case',
  ])
})
