import type { Contestant } from '../measure.ts'
import { ancestorIds } from '../workload/cedar.ts'
import * as Own from '../workload/ids.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import type { World } from '../workload/world.ts'
import { loadPeer } from './peers.ts'

/** The part of casbin that is used here. */
interface Casbin {
  newModelFromString(text: string): unknown
  newEnforcer(model: unknown): Promise<Enforcer>
}

interface Enforcer {
  addPolicies(rules: readonly (readonly string[])[]): Promise<boolean>
  addGroupingPolicies(rules: readonly (readonly string[])[]): Promise<boolean>
  enforceSync(...values: readonly string[]): boolean
}

const model = `
[request_definition]
r = sub, dom, type, act
[policy_definition]
p = role, type, act
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.type == p.type && r.act == p.act && g(r.sub, p.role, r.dom)
`

/**
 * casbin with roles in domains, one call for each place that covers the resource. It has neither custom policies nor
 * the five residual ones, which is what its disagreements come from.
 */
export async function casbin(
  asked: Pick<Contestant, 'name' | 'asks' | 'questionsOf'>,
  world: World,
): Promise<Contestant> {
  const library = (await loadPeer('casbin')) as Casbin
  const enforcer = await library.newEnforcer(library.newModelFromString(model))
  await enforcer.addPolicies(policiesOf(world))
  await enforcer.addGroupingPolicies(rolesOf(world))
  let asking: readonly WorkloadQuestion[] = []
  return {
    ...asked,
    prepare: (questions) => {
      asking = questions
    },
    decide: (position) => {
      const question = asking[position]
      if (question === undefined) return false
      const places = ['all', Own.environmentIdOf(question.environment), ...ancestorIds(world, question)]
      const { holder, type, action } = question
      return places.some((place) => enforcer.enforceSync(Own.principalOf(holder).id, place, type, action))
    },
    expects: ({ isAllowedByRoles }) => isAllowedByRoles,
  }
}

function policiesOf({ catalogue: { roles, policies } }: World): readonly (readonly string[])[] {
  const rules = roles.flatMap((role) =>
    role.policies.flatMap((position) => {
      const policy = policies[position]
      if (policy === undefined || policy.isResidual) return []
      return policy.actions.map((action) => [role.id, policy.type, action].join('\n'))
    }),
  )
  return [...new Set(rules)].map((rule) => rule.split('\n'))
}

function rolesOf(world: World): readonly (readonly string[])[] {
  const { roles } = world.catalogue
  const placeOf = (level: string | undefined, target: number): string => {
    if (level === 'account') return 'all'
    if (level === 'environment') return Own.environmentIdOf(target)
    return level === 'folder' ? Own.folderIdOf(target) : Own.collectionIdOf(target)
  }
  const rules = world.groupsOf.flatMap((groups, holder) =>
    [holder, ...groups].flatMap((owner) =>
      (world.assignmentsOf[owner] ?? []).map(({ role, target }) => {
        const { id, level } = roles[role] ?? { id: '' }
        return [Own.principalOf(holder).id, id, placeOf(level, target)].join('\n')
      }),
    ),
  )
  return [...new Set(rules)].map((rule) => rule.split('\n'))
}
