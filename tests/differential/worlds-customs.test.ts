// Lists and reaches against a decision on each folder and asset, where a few custom policies have the say.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContextValue } from '../../src/domain/context.ts'
import { assetId, environmentId, type FolderId } from '../../src/domain/ids.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import { createEngine, type Engine } from '../../src/engine/engine.ts'
import type { FolderQuestion } from '../../src/engine/answers/folder-question.ts'
import { Random } from './language-random.ts'
import { changeOf, Model } from './worlds-model.ts'
import { writeCustomPolicy } from './worlds-policies.ts'
import * as given from './worlds-records.ts'
import { anyContext } from './worlds-requests.ts'

const seed = 20261130
const worldsWanted = 2_500
const user = { type: 'user', id: given.user('u0').id } as const
const actions = ['read', 'update', 'create', 'download', 'move'] as const

const counts = { worlds: 0, someFolders: 0, everyFolder: 0, certain: 0, open: 0, apart: 0 }

/** Two trees of folders; the user is in a group and may open the library, and has a role on a folder or on all. */
function givenModel(random: Random): Model {
  const model = new Model()
  model.put('account', given.account())
  for (const id of ['e0', 'e1']) model.put('environment', given.environment(id))
  model.put('user', given.user('u0', { hasAllEnvironments: true }))
  model.put('group', given.group('g0'))
  model.put('membership', given.membership('g0', 'u0'))
  const parents = [null, 'f0', 'f1', 'f1', null, 'f4'] as const
  for (const [number, parent] of parents.entries()) model.put('folder', given.folder(`f${number}`, 'e0', parent))
  model.put('folder', given.folder('f6', 'e1', null))
  const everywhere = { reach: given.reach('all'), parameter: null, expiresAt: null }
  model.put('assignment', given.assignment('a0', user, 'cld::role::prodenv::ml_user', everywhere))
  const inFolder = { ...everywhere, parameter: { type: 'folder', id: given.folder('f1', 'e0', null).id } } as const
  if (random.chance(0.5)) model.put('assignment', given.assignment('a1', user, 'cld::role::folder::manager', inFolder))
  if (random.chance(0.3)) {
    model.put('assignment', given.assignment('a2', user, 'cld::role::prodenv::master_admin', everywhere))
  }
  for (let number = 0; number <= random.below(3); number++) {
    const statement = writeCustomPolicy(random)
    model.put('custom_policy', given.policy(`p${number}`, given.reach(random.pick(['all', 'e0'])), statement))
  }
  return model
}

test('what a few custom policies say of folders and assets is what a decision on each of them says', (context) => {
  for (let number = 0; number < worldsWanted; number++) {
    const random = new Random(seed + number)
    const model = givenModel(random)
    const engine = createEngine()
    engine.load(
      model.asLoaded().map(({ noun, after }) => changeOf(noun, null, after)),
      0,
    )
    const scope = { type: 'environment', environmentId: environmentId('e0') } as const
    const context = anyContext(random)
    const question = { principal: user, action: random.pick(actions), context, scope, at: 0 }
    compareList(model, engine, { ...question, resourceType: random.pick(['Folder', 'Asset'] as const) }, seed + number)
    compareReach(model, engine, question, seed + number)
    counts.worlds++
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  for (const outcome of ['someFolders', 'everyFolder', 'certain', 'open'] as const)
    assert.ok(counts[outcome] > worldsWanted / 100, outcome)
})

const foldersHere = (model: Model): readonly FolderId[] =>
  model.all('folder').flatMap(({ id, environmentId: environment }) => (environment === 'e0' ? [id] : []))

function compareList(model: Model, engine: Engine, question: FolderQuestion, world: number): void {
  const { resourceType, ...request } = question
  const isItself = resourceType === 'Folder' && request.action !== 'create'
  const wanted = foldersHere(model).filter((id) => {
    const resource: ResourceName = isItself ? { type: 'Folder', id } : { type: resourceType, within: id }
    return engine.decide({ ...request, resource }).outcome === 'allow'
  })
  const { folders, total } = engine.listFolders(question, { limit: 100, after: null })
  const told = JSON.stringify({ world, question, policies: policiesOf(model) })
  assert.deepEqual(folders.map(({ id }) => id).sort(), wanted.toSorted(), told)
  assert.equal(total, wanted.length, told)
  if (wanted.length > 0) counts[wanted.length === 6 ? 'everyFolder' : 'someFolders']++
}

const anyAttributes: readonly Readonly<Record<string, ContextValue>>[] = [
  { public: true, resource_type: 'image' },
  { public: false, resource_type: 'video', tags: ['legal'] },
  { public: true, resource_type: 'video', nothing: 1, name: 'f1', root: true },
]

function compareReach(
  model: Model,
  engine: Engine,
  request: Omit<FolderQuestion, 'resourceType'>,
  world: number,
): void {
  const reach = engine.findReach({ ...request, resourceType: 'Asset' })
  counts[reach.isCertain ? 'certain' : 'open']++
  for (const within of [null, ...foldersHere(model)]) {
    const isInside = reach.isEverywhere || (within !== null && reach.folderIds.includes(within))
    for (const attributes of anyAttributes) {
      const resource: ResourceName = { type: 'Asset', id: assetId('a'), within, attributes }
      const isAllowed = engine.decide({ ...request, resource }).outcome === 'allow'
      if (isAllowed ? isInside : !isInside || !reach.isCertain) continue
      assert.fail(JSON.stringify({ world, request, within, attributes, isAllowed, reach, policies: policiesOf(model) }))
    }
  }
}

const policiesOf = (model: Model): readonly string[] => model.all('custom_policy').map(({ statement }) => statement)
