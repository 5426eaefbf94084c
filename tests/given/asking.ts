// Questions as tests ask them.
import type { ResourceName } from '../../src/domain/entity.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { GivenHouse, InputOf, OutputOf } from './house.ts'

/** One question. */
export type Question = InputOf<'decision.make'>['questions'][number]
/** One answer. */
export type Answer = OutputOf<'decision.make'>['decisions'][number]

/** The scope of the environment `demo`. */
export const inDemo = { type: 'environment', environmentId: 'env-demo' as never } as const

/** Asks one question as somebody about somebody. */
export async function ask(
  acme: GivenHouse,
  who: string | Principal,
  about: string | Principal,
  action: string,
  resource: ResourceName,
  scope: Question['scope'] = inDemo,
): Promise<Answer> {
  const asked = typeof about === 'string' ? acme.principal(about) : about
  const input = { questions: [{ principal: asked, action, resource, scope }], atLeastRevision: null }
  const [answer] = (await acme.perform(who, 'decision.make', input)).decisions
  if (answer === undefined) throw new Error('no answer')
  return answer
}

/** Puts a custom policy in force. */
export const putPolicy = (acme: GivenHouse, statement: string, level: 'account' | 'environment' = 'environment') =>
  acme.perform('master', 'custom-policy.create', {
    ...{ name: 'Policy', description: null, level, environmentId: 'env-demo', statement, isEnabled: true },
  })
