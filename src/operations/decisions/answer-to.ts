import { findRole } from '../../domain/catalogue/system-catalogue.ts'
import type { ContextValue } from '../../domain/context.ts'
import type { AuthorizationRequest, Decision, PolicyFault } from '../../domain/decision.ts'
import { storedTypes, type ResourceName } from '../../domain/entity.ts'
import { roleId } from '../../domain/ids.ts'
import { isSamePrincipal, type Principal } from '../../domain/principal.ts'
import type { Scope } from '../../domain/scope.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import type { Explanation, Source } from '../../engine/answers/explain.ts'
import type { Remedies } from '../../engine/answers/remedies.ts'
import type { Reader } from '../../store/store.ts'
import { asType, seesAll } from '../authorize.ts'
import { inAccount, type Deed } from '../operation.ts'
import { mayReadPrincipal } from '../places.ts'

/** One question of an application: may this principal do this to that? */
export interface DecisionQuestion {
  readonly principal: Principal
  readonly action: string
  readonly resource: ResourceName
  readonly scope: Scope
  readonly context?: Readonly<Record<string, ContextValue>>
}

/** The capability that a denied principal lacks, and what would give it. */
export type MissingCapability = Pick<DecisionQuestion, 'action' | 'resource' | 'scope'> & Remedies

/** An answer with all its reasons; what the caller could not list itself is left out of the explanation. */
export type DecidedQuestion = Decision & {
  readonly sources: readonly Source[]
  /** Only for a deny that a permission would turn into an allow. */
  readonly missing: MissingCapability | null
}

/**
 * Answers one question for a caller. The outcome is what it is; the explanation holds no more than the caller could find
 * out otherwise: of a resource that it can't see, a deny is explained as for the type as a whole, whether the resource
 * exists or not.
 */
export function answerTo(request: AuthorizationRequest, deed: Deed<Reader>): DecidedQuestion {
  const { engine } = deed
  const explanation = engine.explain(request)
  if (explanation.decision.outcome === 'allow' || seesResource(request, deed)) {
    return tell(request, explanation, engine.findRemedies(request), deed)
  }
  const wider = { ...request, resource: asType(request.resource) }
  return tell(request, denied(engine.explain(wider)), engine.findRemedies(wider), deed)
}

/** As {@link answerTo} without an explanation: a policy that suffices for an allow, and the gates. */
export function answerBriefly(request: AuthorizationRequest, deed: Deed<Reader>): DecidedQuestion {
  const { engine } = deed
  const { outcome, reasons, gates } = engine.decide(request)
  if (outcome === 'allow') return { outcome, reasons, gates, ...unexplained }
  const isSeen = seesResource(request, deed)
  const told = isSeen ? gates : engine.decide({ ...request, resource: asType(request.resource) }).gates
  return { outcome, reasons: [], gates: told, ...unexplained }
}

const unexplained = { faults: [], sources: [], missing: null } as const

/** The explanation of a deny, where the type as a whole might be allowed. */
function denied(explanation: Explanation): Explanation {
  const { decision } = explanation
  if (decision.outcome === 'deny') return explanation
  return { decision: { outcome: 'deny', reasons: [], faults: [], gates: decision.gates }, sources: [] }
}

function tell(
  { action, resource, scope }: AuthorizationRequest,
  { decision, sources }: Explanation,
  remedies: Remedies,
  deed: Deed<Reader>,
): DecidedQuestion {
  const missing = remedies.permissionIds.length === 0 ? null : { action, resource, scope, ...remedies }
  if (isToldAll(deed)) return { ...decision, sources, missing }
  const faults = decision.faults.map((fault) => tellFault(fault, deed))
  return { ...decision, faults, sources: sources.filter((source) => mayList(source, deed)), missing }
}

const isToldAll = ({ house, caller, engine, at }: Deed<Reader>): boolean => seesAll({ house, caller, engine, at })

/** Types whose resources anyone may know of: the catalogue is public, and refusals name environments (facts 7.3). */
const publicTypes: readonly string[] = ['Account', 'ProductEnvironment', 'Feature', 'SystemPolicy']

/** Tells whether the caller may know if the resource exists; of applications' own resources there is nothing to know. */
function seesResource({ resource, scope }: AuthorizationRequest, deed: Deed<Reader>): boolean {
  const named = storedPartOf(resource, deed.engine.snapshot.catalogue)
  return named === null || deed.sees({ resource: named, scope })
}

/** The stored resource that a name gives away: itself, or the folder it lies in; null when there is none. */
function storedPartOf(resource: ResourceName, catalogue: Catalogue): ResourceName | null {
  if ('within' in resource) return resource.within === null ? null : { type: 'Folder', id: resource.within }
  const { type, id } = resource
  if (id === null || publicTypes.includes(type) || !storedTypes.some((stored) => stored === type)) return null
  return type === 'Role' && findRole(catalogue, roleId(id)) !== undefined ? null : resource
}

/** One's own system roles are no secret; everything else as the lists of assignments and policies show it. */
function mayList(source: Source, deed: Deed<Reader>): boolean {
  if (source.type === 'custom_policy') return deed.may('read', inAccount('CustomPolicy', source.policyId))
  const { by } = deed.caller
  const isOwn = by.type !== 'operator' && by.type !== 'preset' && isSamePrincipal(source.holder, by)
  const isPublic = findRole(deed.engine.snapshot.catalogue, source.roleId) !== undefined
  if (isOwn && isPublic) return true
  return deed.may('read', inAccount('Role', source.roleId)) && (isOwn || mayReadPrincipal(source.holder, deed))
}

/** What went wrong in a custom policy tells what is in it. */
function tellFault(fault: PolicyFault, deed: Deed<Reader>): PolicyFault {
  const isCustom = deed.engine.snapshot.customs.isKnown(fault.policyId)
  if (!isCustom || deed.may('read', inAccount('CustomPolicy', fault.policyId))) return fault
  return { policyId: fault.policyId, message: "the policy can't be evaluated" }
}
