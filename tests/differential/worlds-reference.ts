// What an account should answer, said slowly: gates one by one, then every statement written out for Cedar to judge.
import {
  preparsePolicySet,
  statefulIsAuthorized,
  type CedarValueJson,
  type Entities,
} from '@cedar-policy/cedar-wasm/nodejs'
import type { Catalogue } from '../../src/domain/catalogue.ts'
import { actions } from '../../src/domain/catalogue/schema.ts'
import type { AuthorizationRequest, GateName } from '../../src/domain/decision.ts'
import { principalEntityType } from '../../src/domain/principal.ts'
import type { AssignmentRecord } from '../../src/domain/records.ts'
import type { Role } from '../../src/domain/role.ts'
import type { ReachScope, Scope } from '../../src/domain/scope.ts'
import { describeEntities, uidOf } from './worlds-entities.ts'
import { closedGate } from './worlds-gates.ts'
import type { Model } from './worlds-model.ts'

/** What is expected of an answer; ids each once, in order. */
export interface Expected {
  readonly outcome: 'allow' | 'deny'
  readonly reasons: readonly string[]
  readonly faults: readonly string[]
  /** The gate that stopped the question, the Media Library's included. */
  readonly closed: GateName | null
}

interface Statement {
  readonly policyId: string
  readonly text: string
  readonly isContent: boolean
  readonly isForbid: boolean
}

const libraryFeature = { type: 'Feature', id: 'cld::global::ml::access' } as const
const setName = 'worlds'

/** Answers questions of one principal in one scope at one instant, as long as the model stays as it is. */
export class Reference {
  readonly #model: Model
  readonly #catalogue: Catalogue
  #statements: readonly Statement[] | null = null

  constructor(model: Model, catalogue: Catalogue) {
    this.#model = model
    this.#catalogue = catalogue
  }

  /** Says what the answer to a question must be. */
  answer(request: AuthorizationRequest): Expected {
    const closed = closedGate(this.#model, this.#catalogue, request)
    if (closed !== null) return { outcome: 'deny', reasons: [], faults: [], closed }
    if (!actions.includes(request.action)) return { outcome: 'deny', reasons: [], faults: [], closed: null }
    const statements = this.#statementsFor(request)
    const { permits, forbids, faults, isFaultyForbid } = ask(this.#model, statements, request)
    const faulty = ids(faults)
    if (forbids.length > 0) return { outcome: 'deny', reasons: ids(forbids), faults: faulty, closed: null }
    if (isFaultyForbid) return { outcome: 'deny', reasons: [], faults: faulty, closed: null }
    const content = permits.filter(({ isContent }) => isContent)
    const isShut =
      content.length > 0 && this.answer({ ...request, action: 'read', resource: libraryFeature }).outcome === 'deny'
    const reasons = ids(isShut ? permits.filter(({ isContent }) => !isContent) : permits)
    const hasGlobalRole = permits.some(({ isContent, policyId }) => !isContent && !isCustom(this.#model, policyId))
    const gate = isShut && !hasGlobalRole ? 'library_access' : null
    return { outcome: reasons.length > 0 ? 'allow' : 'deny', reasons, faults: faulty, closed: gate }
  }

  /** All statements of the principal, its groups, and outside roles, as they stand at the request's instant. */
  #statementsFor({ principal, scope, at }: AuthorizationRequest): readonly Statement[] {
    if (this.#statements !== null) return this.#statements
    const groups = this.#model
      .all('membership')
      .filter(({ userId }) => principal.type === 'user' && userId === principal.id)
    const isHis = ({ principal: { type, id } }: AssignmentRecord): boolean =>
      (type === principal.type && id === principal.id) ||
      (type === 'group' && groups.some(({ groupId }) => groupId === id))
    const assigned = this.#model
      .all('assignment')
      .filter((one) => isHis(one) && (one.expiresAt === null || at < one.expiresAt) && covers(one.reach, scope))
      .flatMap((one) => this.#expand(one, scope))
    const customs = this.#model
      .all('custom_policy')
      .filter(({ reach, isEnabled }) => isEnabled && covers(reach, scope))
      .map(({ id, statement }): Statement => ({
        ...{ policyId: id, text: statement, isContent: false, isForbid: statement.startsWith('forbid') },
      }))
    return (this.#statements = [...assigned, ...customs])
  }

  #expand(assignment: AssignmentRecord, scope: Scope): readonly Statement[] {
    const role = this.#roleOf(assignment)
    if (role === undefined || !this.#canTakeEffect(assignment, role, scope)) return []
    const { principal, parameter } = assignment
    const holder = `Cloudinary::${principalEntityType[principal.type]}::${JSON.stringify(principal.id)}`
    const bound = principal.type === 'group' ? `principal in ${holder}` : `principal == ${holder}`
    return this.#catalogue.permissions
      .filter(({ id, kind, level }) => role.permissionIds.includes(id) && kind === role.kind && level === role.level)
      .flatMap(({ id, statements }) =>
        statements
          .map((text) => (parameter === null ? text : text.replaceAll(/<(?:folder|collection)_id>/g, parameter.id)))
          // A statement for some principals only keeps its own demand beside that of the assignment.
          .map((text) => withHolder(text, bound))
          .map((text) => ({ policyId: id, text, isContent: parameter !== null, isForbid: false })),
      )
  }

  #roleOf({ roleId }: AssignmentRecord): Pick<Role, 'kind' | 'level' | 'permissionIds'> | undefined {
    return this.#model.find('role', roleId) ?? this.#catalogue.roles.find(({ id }) => id === roleId)
  }

  /** The right level (an API key has none of the account's), the right kind of parameter, and the parameter lies in the scope asked about. */
  #canTakeEffect(
    { principal, reach, parameter }: AssignmentRecord,
    role: Pick<Role, 'kind' | 'level'>,
    scope: Scope,
  ): boolean {
    if (role.level !== reach.type || role.kind !== (parameter === null ? 'global' : parameter.type)) return false
    if (reach.type === 'account' && principal.type === 'api_key') return false
    if (parameter === null) return true
    const place = this.#model.find(parameter.type, parameter.id)
    return scope.type === 'environment' && place?.environmentId === scope.environmentId
  }
}

const isCustom = (model: Model, policyId: string): boolean => model.find('custom_policy', policyId) !== undefined

function covers(reach: ReachScope, scope: Scope): boolean {
  if (reach.type === 'account') return scope.type === 'account'
  return scope.type === 'environment' && (reach.environmentId === 'all' || reach.environmentId === scope.environmentId)
}

function withHolder(text: string, bound: string): string {
  if (text.startsWith('permit(principal,')) return text.replace('principal', bound)
  const [is = '', operator = ''] = /^permit\((principal is \S+),/.exec(text)?.slice(1) ?? [text]
  return bound.includes(' in ')
    ? text.replace(is, bound.replace('principal in', `${is} in`))
    : `${text.replace(is, bound).slice(0, -1)} when { ${is}${operator} };`
}

const ids = (statements: readonly Statement[]): readonly string[] =>
  [...new Set(statements.map(({ policyId }) => policyId))].sort()

interface Judged {
  readonly permits: readonly Statement[]
  readonly forbids: readonly Statement[]
  readonly faults: readonly Statement[]
  readonly isFaultyForbid: boolean
}

let loaded: readonly Statement[] | null = null

function ask(model: Model, statements: readonly Statement[], request: AuthorizationRequest): Judged {
  if (loaded !== statements) {
    const texts = Object.fromEntries(statements.map(({ text }, position) => [`s${position}`, text]))
    const parsed = preparsePolicySet(setName, { staticPolicies: texts })
    if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join())
    loaded = statements
  }
  const answer = statefulIsAuthorized({
    ...uidOf(request),
    context: (request.context ?? {}) as Record<string, CedarValueJson>,
    preparsedPolicySetId: setName,
    entities: describeEntities(model, request) as unknown as Entities,
  })
  if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join())
  const { decision, diagnostics } = answer.response
  const named = (names: readonly string[]) => statements.filter((_, position) => names.includes(`s${position}`))
  const reasons = named(diagnostics.reason)
  const faults = named(diagnostics.errors.map(({ policyId }) => policyId))
  return {
    permits: decision === 'allow' ? reasons : [],
    forbids: decision === 'deny' ? reasons : [],
    faults,
    isFaultyForbid: faults.some(({ isForbid }) => isForbid),
  }
}
