import type { AuthorizationRequest, Decision } from '../../domain/decision.ts'
import { collectionId, type PermissionId, type RoleId } from '../../domain/ids.ts'
import type { Permission } from '../../domain/permission.ts'
import type { Parameter, Role } from '../../domain/role.ts'
import type { Decider } from '../decide/decider.ts'
import { Evaluation } from '../decide/evaluation.ts'
import { Question } from '../decide/question.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { libraryFeature } from '../snapshot/vocabulary.ts'

/** What would turn a deny for want of a permit into an allow. Public knowledge of the catalogue only: no custom roles. */
export interface Remedies {
  /** Any one of these suffices at the place; in catalogue order. */
  readonly permissionIds: readonly PermissionId[]
  /** System roles that have one of them, those with the fewest permissions first. */
  readonly roles: readonly RemedyRole[]
  /** True when content roles also need a role that opens the Media Library, which the principal lacks. */
  readonly needsLibraryAccess: boolean
}

/** A role and where to assign it. */
export interface RemedyRole {
  readonly roleId: RoleId
  readonly name: string
  /** How many permissions come with it. */
  readonly size: number
  /** The nearest folder, or the collection, for a content role; null for a global one. */
  readonly parameter: Parameter | null
}

const none: Remedies = { permissionIds: [], roles: [], needsLibraryAccess: false }

/**
 * Finds the permissions and system roles that would permit a request; empty where no permission is what is missing: it
 * is allowed, a gate stopped it, or a custom policy forbids it.
 */
export function findRemedies(snapshot: Snapshot, decider: Decider, request: AuthorizationRequest): Remedies {
  const decision = decider.decide(request, null)
  if (decision.outcome === 'allow' || isForbidden(snapshot, decision)) return none
  // No role of the account has an effect on an API key.
  if (request.principal.type === 'api_key' && request.scope.type === 'account') return none
  const isLibraryClosed = decision.gates.some(({ gate, isPassed }) => gate === 'library_access' && !isPassed)
  const key = isLibraryClosed ? findRemedies(snapshot, decider, libraryRequest(request)) : none
  return key.roles.length > 0 ? key : findPermits(snapshot, decider, request)
}

/** A forbid holds, or can't be evaluated and so might. */
const isForbidden = ({ customs }: Snapshot, { reasons, faults }: Decision): boolean =>
  reasons.length > 0 || faults.some(({ policyId }) => customs.find(policyId)?.isForbid === true)

function findPermits(snapshot: Snapshot, decider: Decider, request: AuthorizationRequest): Remedies {
  const question = new Question(snapshot)
  if (question.read(request) !== null || question.action === 0) return none
  const evaluation = new Evaluation(question)
  const parameter = parameterOf(question)
  const permits = snapshot.catalogue.permissions.filter((permission) =>
    wouldPermit(question, evaluation, permission, parameter),
  )
  const hasContent = permits.some(({ kind }) => kind !== 'global')
  const library = hasContent ? decider.decide(libraryRequest(request), null).outcome : 'allow'
  const isLost = library === 'deny' && findRemedies(snapshot, decider, libraryRequest(request)).roles.length === 0
  const helping = isLost ? permits.filter(({ kind }) => kind === 'global') : permits
  const permissionIds = helping.map(({ id }) => id)
  const roles = snapshot.catalogue.roles.filter(({ id }) =>
    snapshot.roles.permissionIds(snapshot.roles.number(id)).some((one) => permissionIds.includes(one)),
  )
  return {
    permissionIds,
    roles: [...roles].sort(bySize).map((role) => toRemedy(role, parameter)),
    needsLibraryAccess: library === 'deny' && !isLost,
  }
}

const bySize = (a: Role, b: Role): number => a.permissionIds.length - b.permissionIds.length

const toRemedy = (role: Role, parameter: Parameter | null): RemedyRole => ({
  roleId: role.id,
  name: role.name,
  size: role.permissionIds.length,
  parameter: role.kind === 'global' ? null : parameter,
})

function wouldPermit(
  question: Question,
  evaluation: Evaluation,
  permission: Permission,
  parameter: Parameter | null,
): boolean {
  if (permission.level !== question.request.scope.type) return false
  if (permission.kind !== 'global' && permission.kind !== parameter?.type) return false
  return question.snapshot.roles.rowsOf(permission.id).some((row) => {
    if ((row.actions & question.action) === 0 || !row.slots.includes(question.slot)) return false
    if (row.condition === null) return true
    evaluation.start()
    return evaluation.holds(permission.id, row.condition.at(parameter?.id ?? null)) === true
  })
}

/** What a content role would be assigned on: the folder at hand, or the collection. */
function parameterOf(question: Question): Parameter | null {
  const { snapshot, chain, chainLength, request } = question
  if (chainLength > 0) return { type: 'folder', id: snapshot.folders.id(chain[0] ?? 0) }
  const { resource } = request
  if (question.collection === 0 || !('id' in resource) || resource.id === null) return null
  return { type: 'collection', id: collectionId(resource.id) }
}

/** The question behind the gate of content roles. */
const libraryRequest = (request: AuthorizationRequest): AuthorizationRequest => ({
  ...request,
  action: 'read',
  resource: { type: 'Feature', id: libraryFeature },
})
