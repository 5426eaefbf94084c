import type { Engine } from '../../src/engine/engine.ts'
import type { Contestant } from '../measure.ts'
import type { WorkloadQuestion } from '../workload/question.ts'
import { parseRequests } from '../workload/questions.ts'
import { customChanges } from '../workload/records.ts'
import type { World } from '../workload/world.ts'

type Asked = Pick<Contestant, 'name' | 'asks' | 'questionsOf' | 'isSteady'>

/** Our own engine on requests as a JSON parser yields them. */
export function rolecall(asked: Asked, engine: Engine): Contestant {
  return over(asked, parseRequests, (request) => engine.decide(request).outcome === 'allow')
}

/** Our own engine with complete explanations. */
export function rolecallExplaining(asked: Asked, engine: Engine): Contestant {
  return over(asked, parseRequests, (request) => engine.explain(request).decision.outcome === 'allow')
}

/** Our own engine with the custom policies out of force, for peers that know no such thing. */
export function rolecallByRolesAlone(asked: Asked, engine: Engine, world: World): Contestant {
  return byRolesAlone(rolecall(asked, engine), engine, world)
}

/**
 * As {@link rolecallByRolesAlone}, with the names in the requests looked up ahead of time: a peer that is handed a user's
 * own object and a resource's own one looks up nothing either.
 */
export function rolecallParsed(asked: Asked, engine: Engine, world: World): Contestant {
  const parse = (questions: readonly WorkloadQuestion[]) => parseRequests(questions).map((one) => engine.parse(one))
  const contestant = over(asked, parse, (request) => engine.decideParsed(request).outcome === 'allow')
  return byRolesAlone(contestant, engine, world)
}

function byRolesAlone(contestant: Contestant, engine: Engine, world: World): Contestant {
  const { revision } = engine
  return {
    ...contestant,
    begin: () => engine.load(customChanges(world, false), revision),
    expects: ({ isAllowedByRoles }) => isAllowedByRoles,
    finish: () => engine.load(customChanges(world, true), revision),
  }
}

function over<Request>(
  asked: Asked,
  parse: (questions: readonly WorkloadQuestion[]) => readonly Request[],
  isAllowed: (request: Request) => boolean,
): Contestant {
  let requests: readonly Request[] = []
  let prepared: readonly WorkloadQuestion[] | null = null
  return {
    ...asked,
    prepare: (questions) => {
      if (questions !== prepared) requests = parse(questions)
      prepared = questions
    },
    decide: (position) => {
      const request = requests[position]
      return request !== undefined && isAllowed(request)
    },
    expects: ({ isAllowed: isExpected }) => isExpected,
  }
}
