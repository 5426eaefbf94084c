// How far an action reaches against a decision on each asset, in random worlds that change between questions.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContextValue } from '../../src/domain/context.ts'
import { assetId, environmentId as environmentIdOf, type FolderId } from '../../src/domain/ids.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import type { FolderQuestion } from '../../src/engine/answers/folder-question.ts'
import { principal, principalTypes } from '../../src/domain/principal.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { Random } from './language-random.ts'
import { catalogues } from './worlds-catalogue.ts'
import { makeWorld } from './worlds-engine.ts'
import type { Model } from './worlds-model.ts'
import { anyInstant } from './worlds-random.ts'
import * as given from './worlds-records.ts'
import { anyContext } from './worlds-requests.ts'

const seed = 20261122
const questionsWanted = 12_000
const actions = ['read', 'read', 'read', 'update', 'create', 'delete', 'download', 'unheard_of'] as const

const counts = { questions: 0, assets: 0, everywhere: 0, nowhere: 0, folders: 0, certain: 0, allowed: 0, apart: 0 }

test('nothing is allowed outside the reach of an action, and everything inside one that is certain', (context) => {
  for (let number = 0; counts.questions < questionsWanted; number++) {
    const random = new Random(seed + number)
    const world = makeWorld(random, catalogues[number % catalogues.length]!, 250, (model) =>
      model.put('account', given.account()),
    )
    for (let time = 0; time < 40; time++) {
      world.apply(world.maker.next())
      compare(world.model, world.engine, anyQuestion(world.model, random), random, seed + number)
    }
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.equal(counts.apart, 0)
  for (const outcome of ['everywhere', 'nowhere', 'folders'] as const)
    assert.ok(counts[outcome] > questionsWanted / 100, `too few questions reach ${outcome}`)
  assert.ok(counts.certain > questionsWanted / 100 && counts.assets > 5_000)
})

function anyQuestion(model: Model, random: Random): FolderQuestion {
  const assigned = model.all('assignment').filter(({ reach }) => reach.type === 'environment')
  const assignment = assigned.length > 0 && random.chance(0.8) ? random.pick(assigned) : undefined
  const type = random.pick(principalTypes)
  const holders = model.all(type)
  const anybody = principal(type, holders.length === 0 ? 'nobody' : random.pick(holders).id)
  const asking = assignment?.principal ?? anybody
  const place = assignment?.parameter && model.find(assignment.parameter.type, assignment.parameter.id)
  const own = place ?? (asking.type === 'api_key' ? model.find('api_key', asking.id) : undefined)
  const environments = model.all('environment').map(({ id }) => id)
  const environmentId = own?.environmentId ?? random.pick([...environments, environmentIdOf('gone')])
  return {
    ...{ principal: asking, action: random.pick(actions), context: anyContext(random) },
    ...{ resourceType: 'Asset', at: anyInstant(random), scope: { type: 'environment', environmentId } },
  }
}

function anyAttributes(random: Random): Readonly<Record<string, ContextValue>> {
  return { public: random.chance(0.5), resource_type: random.pick(['image', 'video', 'raw']) }
}

function compare(model: Model, engine: Engine, question: FolderQuestion, random: Random, world: number): void {
  const { principal: asking, action, at, scope, context = {} } = question
  const request = { principal: asking, action, at, scope, context }
  const reach = engine.findReach(question)
  counts.questions++
  counts[reach.isEverywhere ? 'everywhere' : reach.folderIds.length === 0 ? 'nowhere' : 'folders']++
  if (reach.isCertain) counts.certain++
  const inside = new Set<FolderId | null>(reach.folderIds)
  assert.equal(inside.size, reach.folderIds.length)

  const here = model
    .all('folder')
    .filter(({ environmentId }) => scope.type === 'environment' && environmentId === scope.environmentId)
  for (const within of [null, ...here.map(({ id }) => id)]) {
    const resource: ResourceName = { type: 'Asset', id: assetId('a'), within, attributes: anyAttributes(random) }
    const isAllowed = engine.decide({ ...request, resource }).outcome === 'allow'
    const isInside = reach.isEverywhere || inside.has(within)
    counts.assets++
    if (isAllowed) counts.allowed++
    if (isAllowed ? isInside : !isInside || !reach.isCertain) continue
    counts.apart++
    assert.fail(JSON.stringify({ world, question, within, isAllowed, reach }))
  }
}
