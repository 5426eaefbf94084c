import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import { decideSlowly } from './oracle.ts'
import { now, tagCount } from './customs.ts'
import * as Own from './ids.ts'
import type { AskedQuestion, AssetAttributes, WorkloadQuestion } from './question.ts'
import { Random } from './random.ts'
import type { World } from './world.ts'

const typeShares = [70, 20, 8, 2] as const
const types = ['Asset', 'Folder', 'Collection', 'UploadPreset'] as const

/** Draws questions of which 70 % are allowed and 30 % denied, in random order. @param part names the draw */
export function drawQuestions(world: World, count: number, part: string): readonly WorkloadQuestion[] {
  const random = new Random(world.seed, `questions ${part}`)
  const questions: WorkloadQuestion[] = []
  while (questions.length < count) {
    const wantsAllow = random.chance(0.7)
    for (let question = draw(world, random, wantsAllow); ; question = draw(world, random, wantsAllow)) {
      if (question === null) continue
      const isAllowed = decideSlowly(world, question, true)
      if (isAllowed !== wantsAllow) continue
      questions.push({ ...question, isAllowed, isAllowedByRoles: decideSlowly(world, question, false) })
      break
    }
  }
  return questions
}

/** A random question; one that is to be allowed is drawn near an assignment. Null when the place is closed to an API key. */
function draw(world: World, random: Random, wantsAllow: boolean): AskedQuestion | null {
  const holder = Own.groupCount + random.below(world.size.users)
  const near = wantsAllow ? drawNear(world, random, holder) : null
  const type = near?.type ?? types[random.share(typeShares)] ?? 'Asset'
  const place = near?.place ?? randomPlace(world, random, type)
  const environment = environmentAt(world, type, place)
  if (Own.isKey(holder) && Own.environmentOfKey(holder) !== environment) return null
  const { catalogue } = world
  const action = near?.action ?? random.pick(catalogue.vocabulary.actions)
  const asset = type === 'Asset' ? randomAsset(random) : null
  return { holder, action, type, place, environment, hasSecondFactor: random.chance(0.7), asset }
}

function drawNear(
  world: World,
  random: Random,
  holder: number,
): Pick<AskedQuestion, 'type' | 'place' | 'action'> | null {
  const owner = random.pick([holder, ...(world.groupsOf[holder] ?? [])])
  const assignment = random.pick(world.assignmentsOf[owner] ?? [])
  const role = world.catalogue.roles[assignment.role]
  const policy = world.catalogue.policies[random.pick(role?.policies ?? [])]
  if (role === undefined || policy === undefined) return null
  const type = types.find((one) => one === policy.type) ?? 'Asset'
  const action = random.pick(policy.actions)
  if (role.level === 'collection') return { type, action, place: assignment.target }
  if (role.level !== 'folder') return { type, action, place: randomPlace(world, random, type) }
  return { type, action, place: randomBelow(world, random, assignment.target) }
}

function randomBelow({ folders }: World, random: Random, folder: number): number {
  for (;;) {
    const children = folders.childrenOf(folder)
    if (children.length === 0 || random.chance(0.15)) return folder
    folder = children[random.below(children.length)] ?? folder
  }
}

function randomPlace(world: World, random: Random, type: AskedQuestion['type']): number {
  if (type === 'Collection') return random.below(world.collectionCount)
  return random.below(type === 'UploadPreset' ? 1000 : world.size.folders)
}

/** The environment a place lies in. */
function environmentAt({ folders }: World, type: AskedQuestion['type'], place: number): number {
  if (type === 'Collection' || type === 'UploadPreset') return Own.environmentOfCollection(place)
  return folders.environments[place] ?? 0
}

function randomAsset(random: Random): AssetAttributes {
  const name = `${random.chance(0.02) ? 'draft' : 'image'} ${random.below(1e6)}`
  const tags = Array.from({ length: random.below(4) }, () => `tag-${random.below(tagCount)}`)
  const said = { status: random.chance(0.7) ? 'approved' : 'pending', tags, name, public: random.chance(0.5) }
  const sized = random.chance(0.9) ? { ...said, size: random.below(20_000) } : said
  if (!random.chance(0.1)) return sized
  return { ...sized, expires: now + (random.below(400) - 20) * 86_400_000 }
}

/** Writes questions as a JSON parser yields them: objects and texts that nothing has met before. */
export function parseRequests(questions: readonly WorkloadQuestion[]): readonly AuthorizationRequest[] {
  return questions.map((question) => JSON.parse(JSON.stringify(requestOf(question))) as AuthorizationRequest)
}

/** The body of a request to the decision API, without its instant. */
export function requestOf(question: WorkloadQuestion): unknown {
  const { action, environment, hasSecondFactor } = question
  return {
    principal: Own.principalOf(question.holder),
    action,
    resource: resourceOf(question),
    scope: { type: 'environment', environmentId: Own.environmentIdOf(environment) },
    context: { mfa: hasSecondFactor },
    at: now,
  }
}

function resourceOf({ type, place, asset }: WorkloadQuestion): unknown {
  if (type === 'Asset') return { type, id: Own.assetIdOf(place), within: Own.folderIdOf(place), attributes: asset }
  return { type, id: placeIdOf(type, place) }
}

/** The id of what a question is about. */
export function placeIdOf(type: WorkloadQuestion['type'], place: number): string {
  if (type === 'Folder') return Own.folderIdOf(place)
  if (type === 'Collection') return Own.collectionIdOf(place)
  return type === 'Asset' ? Own.assetIdOf(place) : Own.presetIdOf(place)
}
