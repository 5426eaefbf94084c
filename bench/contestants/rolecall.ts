import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import type { Engine } from '../../src/engine/engine.ts'
import type { Contestant } from '../measure.ts'
import { parseRequests } from '../workload/questions.ts'
import { customChanges } from '../workload/records.ts'
import type { World } from '../workload/world.ts'

type Asked = Pick<Contestant, 'name' | 'asks' | 'questionsOf' | 'isHot'>

/** Our own engine on requests as a JSON parser yields them, parsed anew for each round. */
export function rolecall(asked: Asked, engine: Engine): Contestant {
  return over(asked, (request) => engine.decide(request).outcome === 'allow')
}

/** Our own engine with complete explanations. */
export function rolecallExplaining(asked: Asked, engine: Engine): Contestant {
  return over(asked, (request) => engine.explain(request).decision.outcome === 'allow')
}

/** Our own engine with the custom policies out of force, for peers that know no such thing. */
export function rolecallByRolesAlone(asked: Asked, engine: Engine, world: World): Contestant {
  const contestant = rolecall(asked, engine)
  const { revision } = engine
  return {
    ...contestant,
    begin: () => engine.load(customChanges(world, false), revision),
    expects: ({ isAllowedByRoles }) => isAllowedByRoles,
    finish: () => engine.load(customChanges(world, true), revision),
  }
}

function over(asked: Asked, isAllowed: (request: AuthorizationRequest) => boolean): Contestant {
  let requests: readonly AuthorizationRequest[] = []
  return {
    ...asked,
    prepare: (questions) => {
      requests = parseRequests(questions)
    },
    decide: (position) => {
      const request = requests[position]
      return request !== undefined && isAllowed(request)
    },
    expects: ({ isAllowed: isExpected }) => isExpected,
  }
}
