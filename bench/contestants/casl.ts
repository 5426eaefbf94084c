import type { Contestant } from '../measure.ts'
import { ancestorIds } from '../workload/cedar.ts'
import * as Own from '../workload/ids.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import type { World } from '../workload/world.ts'
import { loadPeer } from './peers.ts'

/** The part of CASL that is used here. */
interface Casl {
  createMongoAbility(rules: readonly Rule[]): { can(action: string, resource: object): boolean }
  subject(type: string, resource: object): object
}

interface Rule {
  readonly action: readonly string[]
  readonly subject: string
  readonly conditions?: Readonly<Record<string, string>>
}

/** CASL with one ability a user, made ahead of time; it reads no Cedar, so custom policies are left out. */
export async function casl(
  asked: Pick<Contestant, 'name' | 'asks' | 'questionsOf' | 'isSteady'>,
  world: World,
): Promise<Contestant> {
  const library = (await loadPeer('@casl/ability')) as Casl
  const abilities = new Map<number, ReturnType<Casl['createMongoAbility']>>()
  let asking: readonly { ability: ReturnType<Casl['createMongoAbility']>; action: string; resource: object }[] = []
  const abilityOf = (holder: number) => {
    const ability = abilities.get(holder) ?? library.createMongoAbility(rulesOf(world, holder))
    abilities.set(holder, ability)
    return ability
  }
  return {
    ...asked,
    prepare: (questions) => {
      asking = questions.map((question) => {
        const { action, type } = question
        const resource = library.subject(type, resourceOf(world, question))
        return { ability: abilityOf(question.holder), action, resource }
      })
    },
    decide: (position) => {
      const one = asking[position]
      return one?.ability.can(one.action, one.resource) === true
    },
    expects: ({ isAllowedByRoles }) => isAllowedByRoles,
  }
}

function resourceOf(world: World, question: WorkloadQuestion): object {
  const { environment, asset } = question
  const place = { ancestor_ids: ancestorIds(world, question), prodenv_id: Own.environmentIdOf(environment) }
  return JSON.parse(JSON.stringify({ ...place, ...asset })) as object
}

function rulesOf(world: World, holder: number): readonly Rule[] {
  const { roles, policies } = world.catalogue
  const owners = [holder, ...(world.groupsOf[holder] ?? [])]
  const assignments = owners.flatMap((owner) => world.assignmentsOf[owner] ?? [])
  return assignments.flatMap(({ role, target }) => {
    const { level, policies: own } = roles[role] ?? { level: 'folder', policies: [] }
    const place = conditionOf(level, target)
    return own.flatMap((position): Rule[] => {
      const policy = policies[position]
      if (policy === undefined) return []
      const conditions = policy.isResidual ? { ...place, status: 'approved' } : place
      const rule = { action: policy.actions, subject: policy.type }
      return [Object.keys(conditions).length === 0 ? rule : { ...rule, conditions }]
    })
  })
}

/** Equality with an array asks in CASL whether it contains the value. */
function conditionOf(level: string, target: number): Readonly<Record<string, string>> {
  if (level === 'account') return {}
  if (level === 'environment') return { prodenv_id: Own.environmentIdOf(target) }
  return { ancestor_ids: level === 'folder' ? Own.folderIdOf(target) : Own.collectionIdOf(target) }
}
