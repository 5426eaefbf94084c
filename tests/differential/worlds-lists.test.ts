// Lists of folders against a decision on each folder, in random worlds that change between lists.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ResourceName } from '../../src/domain/entity.ts'
import type { FolderId } from '../../src/domain/ids.ts'
import { principal, principalTypes } from '../../src/domain/principal.ts'
import type { FolderQuestion } from '../../src/engine/answers/folder-question.ts'
import type { FolderPosition } from '../../src/engine/answers/list-folders.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { makeWorld } from './worlds-engine.ts'
import type { Model } from './worlds-model.ts'
import { anyInstant } from './worlds-random.ts'
import * as given from './worlds-records.ts'
import { anyContext } from './worlds-requests.ts'

const seed = 20260822
const listsWanted = 20_000
const actions = ['read', 'read', 'update', 'create', 'delete', 'move', 'share', 'download', 'unheard_of'] as const

const counts = { lists: 0, whole: 0, partial: 0, folders: 0 }

test('a list holds exactly the folders that a decision on each allows, each once, page by page', (context) => {
  for (let number = 0; counts.lists < listsWanted; number++) {
    const random = new Random(seed + number)
    const world = makeWorld(random, catalogues[number % catalogues.length]!, 250, (model) =>
      model.put('account', given.account()),
    )
    for (let time = 0; time < 40; time++) {
      world.apply(world.maker.next())
      assertList(world.model, world.engine, anyQuestion(world.model, random), random, seed + number)
    }
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.whole > listsWanted / 50 && counts.partial > listsWanted / 50)
})

/** Mostly of somebody who has a role there, or of an API key in its own environment. */
function anyQuestion(model: Model, random: Random): FolderQuestion {
  const type = random.pick([...principalTypes, 'user', 'user'] as const)
  const holders = model.all(type)
  const anybody = principal(type, holders.length === 0 ? 'nobody' : random.pick(holders).id)
  const assigned = model.all('assignment').filter(({ reach }) => reach.type === 'environment')
  const assignment = assigned.length > 0 && random.chance(0.8) ? random.pick(assigned) : undefined
  const asking = assignment?.principal ?? anybody
  const place = assignment?.parameter && model.find(assignment.parameter.type, assignment.parameter.id)
  const own = place ?? (asking.type === 'api_key' ? model.find('api_key', asking.id) : undefined)
  const environments = model.all('environment').map(({ id }) => id)
  const environmentId = own?.environmentId ?? (environments.length === 0 ? undefined : random.pick(environments))
  return {
    ...{ principal: asking, action: random.pick(actions), context: anyContext(random) },
    ...{ resourceType: random.pick(['Folder', 'Asset'] as const), at: anyInstant(random) },
    scope: environmentId === undefined ? { type: 'account' } : { type: 'environment', environmentId },
  }
}

function assertList(model: Model, engine: Engine, question: FolderQuestion, random: Random, world: number): void {
  const { resourceType, ...request } = question
  const folders = model.all('folder')
  const allowed = folders.filter(({ id }) => {
    const resource: ResourceName =
      resourceType === 'Folder' && request.action !== 'create'
        ? { type: 'Folder', id }
        : { type: resourceType, within: id }
    return engine.decide({ ...request, resource }).outcome === 'allow'
  })
  const { listed, totals } = listAll(engine, question, 1 + random.below(8))
  const wanted = allowed.map(({ id }) => id).sort()
  const told = JSON.stringify({ world, question })
  assert.deepEqual([...listed].sort(), wanted, told)
  for (const total of totals) assert.equal(total, wanted.length, told)
  counts.lists++
  counts.folders += wanted.length
  const { scope } = question
  const here = folders.filter((one) => scope.type === 'environment' && one.environmentId === scope.environmentId)
  if (wanted.length > 0) counts[wanted.length === here.length ? 'whole' : 'partial']++
}

function listAll(engine: Engine, question: FolderQuestion, limit: number) {
  const listed: FolderId[] = []
  const totals: (number | null)[] = []
  let after: FolderPosition | null = null
  do {
    const page = engine.listFolders(question, { limit, after })
    assert.ok(page.folders.length <= limit)
    listed.push(...page.folders.map(({ id }) => id))
    totals.push(page.total)
    after = page.next
  } while (after !== null)
  return { listed, totals }
}
