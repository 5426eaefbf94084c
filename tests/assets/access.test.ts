// Who may do what to one asset: everything that is needed opens it, each thing left out closes it.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { operations } from '../../src/operations/index.ts'
import { givenLibrary, type GivenLibrary, type Rights } from '../given/library.ts'
import { refusalOf, say } from '../given/refusals.ts'
import { beginning, cases, rightsBut } from './access-cases.ts'

type Case = (typeof cases)[number]

async function given(t: TestContext): Promise<GivenLibrary> {
  const library = await givenLibrary(t)
  for (const [publicId, folder] of Object.entries(beginning)) await library.upload(publicId, { asset_folder: folder })
  return library
}

/** The compiler can't follow that name and input belong together. */
const run = async ({ name, input }: Case, { acme, key }: GivenLibrary, rights: Rights): Promise<unknown> =>
  acme.perform(await key(rights), name, input)

for (const one of cases) {
  const { everywhere, on } = one
  const held = [
    ...Object.entries(everywhere).map(([name, needs]) => ({ way: 'global' as const, without: name, needs })),
    ...Object.entries(on).flatMap(([path, names]) =>
      Object.entries(names).map(([name, needs]) => ({ way: 'content' as const, without: `${path} ${name}`, needs })),
    ),
  ]

  test(`${one.name} of ${one.about} opens to whoever holds what it takes, everywhere or on the folders`, async (t) => {
    const { global, content } = rightsBut(one, null)
    await run(one, await given(t), global)
    await run(one, await given(t), content)
  })

  for (const { way, without, needs } of held) {
    test(`${one.name} of ${one.about} is denied without ${without}`, async (t) => {
      const library = await given(t)
      const files = library.acme.files().length
      const refused = await refusalOf(run(one, library, rightsBut(one, without)[way]))
      assert.deepEqual([...(say(refused).needs ?? [])].sort(), needs)
      assert.equal(refused.code, 'denied')
      assert.equal(library.acme.files().length, files, 'nothing is left of what was uploaded')
    })
  }
}

test('every operation on one asset that changes it or shows it has a case', () => {
  const tried = new Set<string>(cases.map(({ name }) => name))
  const mine = Object.keys(operations).filter((name) =>
    /^asset\.(?:upload|get|update|rename|delete|download|show-thumbnail)$/.test(name),
  )
  assert.equal(mine.length, 7)
  assert.deepEqual(
    mine.filter((name) => !tried.has(name)),
    [],
  )
})
