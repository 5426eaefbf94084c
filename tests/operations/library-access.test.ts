// Who may do what to folders and settings of a library: everything that is needed opens it, each thing left out closes it.
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { operations } from '../../src/operations/index.ts'
import { givenAcme } from '../given/acme.ts'
import { givenLibraryKey, type HeldContent } from '../given/content-callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { refusalOf, say } from '../given/refusals.ts'
import { cases } from './library-access-cases.ts'

type Case = (typeof cases)[number]

const environmentId = 'env-demo'

/** The account with one setting of each kind, called `standing`. */
async function given(test: TestContext): Promise<GivenHouse> {
  const acme = await givenAcme({ test })
  const named = { environmentId, name: 'standing' }
  const preset = { ...named, isUnsigned: false, disallowsPublicId: null, settings: {} }
  await acme.perform('operator', 'upload-preset.create', preset)
  await acme.perform('operator', 'upload-mapping.create', { ...named, template: 'https://example.com/' })
  await acme.perform('operator', 'transformation.create', { ...named, definition: 'w_1', isAllowedForStrict: false })
  const choices = ['a', 'b'].map((id) => ({ id, value: id, isActive: undefined }))
  await acme.perform('operator', 'metadata-field.create', {
    ...{ environmentId, fieldId: 'standing', type: 'enum', label: 'Standing', choices },
    ...{ isMandatory: undefined, defaultValue: undefined, validation: undefined },
  })
  return acme
}

/** The compiler can't follow that name and input belong together. */
const run = ({ name, input }: Case, acme: GivenHouse, who: Parameters<GivenHouse['perform']>[0]): Promise<unknown> =>
  acme.perform(who, name, input(acme))

function heldBut({ everywhere, on }: Case, way: 'everywhere' | 'on', but: string | null): HeldContent {
  if (way === 'everywhere') return { everywhere: Object.keys(everywhere).filter((name) => name !== but) }
  const places = new Map<string, string[]>()
  for (const held of Object.keys(on ?? {}).filter((name) => name !== but)) {
    const [path = '', permission = ''] = held.split(' ')
    places.set(`demo:${path}`, [...(places.get(`demo:${path}`) ?? []), permission])
  }
  return { on: Object.fromEntries(places) }
}

for (const one of cases) {
  const ways = [
    { way: 'everywhere', held: one.everywhere } as const,
    ...(one.on === undefined ? [] : [{ way: 'on', held: one.on } as const]),
  ]
  for (const { way, held } of ways) {
    const how = way === 'on' ? 'on folders' : 'everywhere'

    test(`${one.name} of ${one.about} opens to whoever holds what it takes ${how}, and to the operator`, async (t) => {
      const acme = await given(t)
      await run(one, acme, await givenLibraryKey(acme, heldBut(one, way, null)))
      await run(one, await given(t), 'operator')
    })

    for (const [without, need] of Object.entries(held)) {
      test(`${one.name} of ${one.about} is denied without ${without}`, async (t) => {
        const acme = await given(t)
        const key = await givenLibraryKey(acme, heldBut(one, way, without))
        const before = await acme.revision()
        assert.deepEqual(say(await refusalOf(run(one, acme, key))), { code: 'denied', needs: [need] })
        assert.equal(await acme.revision(), before)
      })
    }
  }
}

/** Lists filter, and what is refused to everybody changes nothing. */
const withoutCase = [
  'folder.search',
  'upload-preset.list',
  'upload-mapping.replace',
  'metadata-field.list',
  'metadata-rule.list',
  'metadata-rule.create',
  'metadata-rule.update',
  'metadata-rule.delete',
]

test('every operation on folders and settings has a case, or is one that filters or refuses', () => {
  const tried = new Set<string>([...cases.map(({ name }) => name), ...withoutCase])
  const mine = Object.keys(operations).filter((name) =>
    /^(?:folder|folder-role|library-settings|upload-preset|upload-mapping|transformation|metadata-field|metadata-rule)\./.test(
      name,
    ),
  )
  assert.equal(mine.length, 40)
  assert.deepEqual(
    mine.filter((name) => !tried.has(name)),
    [],
  )
})

test('settings are named by id in policies, whatever their spelling in a request', async (t) => {
  const acme = await given(t)
  const key = await givenLibraryKey(acme, {
    everywhere: ['transformations::manage', 'upload_presets::manage', 'structured_metadata::manage'],
  })
  for (const type of ['Transformation', 'UploadMapping', 'UploadPreset', 'MetadataField'])
    await acme.perform('master', 'custom-policy.create', {
      ...{ name: type, description: null, level: 'environment', environmentId, isEnabled: true },
      statement: `forbid(principal, action, resource == Cloudinary::${type}::"standing");`,
    })
  const denied = async (work: Promise<unknown>): Promise<string> => (await refusalOf(work)).code
  for (const name of ['standing', 't_standing'])
    assert.equal(await denied(acme.perform(key, 'transformation.delete', { environmentId, name })), 'denied')
  for (const name of ['standing', '/standing', 'standing/'])
    assert.equal(await denied(acme.perform(key, 'upload-mapping.delete', { environmentId, name })), 'denied')
  assert.equal(await denied(acme.perform(key, 'upload-mapping.replace', { environmentId, mappings: [] })), 'denied')
  assert.equal(
    await denied(acme.perform(key, 'metadata-field.order', { environmentId, by: 'label', isDescending: true })),
    'denied',
  )
  const all = { environmentId, limit: null, cursor: null }
  assert.equal((await acme.perform(key, 'upload-preset.list', all)).total, 0)
  assert.equal((await acme.perform(key, 'upload-mapping.list', { ...all, name: null })).total, 0)
  assert.equal((await acme.perform(key, 'transformation.list', { ...all, name: null })).total, 0)
  assert.deepEqual(await acme.perform(key, 'metadata-field.list', { environmentId, only: null }), [])
})
