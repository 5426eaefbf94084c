import type { CustomPolicyId } from '../../domain/ids.ts'
import { principal, principalEntityType, principalTypes } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { EntityUid, Policy, ScopeConstraint } from '../language/ast.ts'
import { compilePolicy, type CompiledPolicy } from '../language/compile.ts'
import { parsePolicies } from '../language/parse.ts'
import type { Holder } from './holders.ts'
import { ancestorTested } from './permission-rows.ts'
import type { Snapshot } from './snapshot.ts'
import { shortAction, shortType, type Vocabulary } from './vocabulary.ts'

/** One policy outside the roles, ready to be tried. */
export interface CustomPolicy {
  readonly id: CustomPolicyId
  readonly isForbid: boolean
  readonly reach: ReachScope
  readonly policy: Policy
  readonly compiled: CompiledPolicy
  /** The actions it may concern; certain for actions, a first sieve for everything else. */
  readonly actions: number
  /** The slots it may concern; null: any. */
  readonly slots: readonly number[] | null
  /** The folder or collection that its first condition demands above the resource; null: none. */
  readonly ancestor: string | null
}

/** The policies of one principal, group or of anyone. */
export interface CustomBucket {
  readonly forbids: CustomPolicy[]
  readonly permits: CustomPolicy[]
}

/**
 * The custom policies of one account, found by the principal their scope names: one principal, a group (for those in
 * it), or anyone. Disabled ones are not here.
 */
export class CustomPolicies {
  readonly #snapshot: Snapshot
  readonly #byId = new Map<CustomPolicyId, { readonly custom: CustomPolicy; readonly bucket: CustomBucket }>()
  readonly #known = new Set<string>()
  readonly #forAnyone: CustomBucket = { forbids: [], permits: [] }

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot
  }

  /** Those whose scope doesn't name a principal or group; every question tries them. */
  get forAnyone(): CustomBucket {
    return this.#forAnyone
  }

  /** How many are in force. */
  get count(): number {
    return this.#byId.size
  }

  /** Every one in force, in no order. */
  *all(): Iterable<CustomPolicy> {
    for (const { custom } of this.#byId.values()) yield custom
  }

  /** Tells whether any policy in force could be about a resource, whoever asks. */
  maySpeakOf(type: string, id: string): boolean {
    if (this.#byId.size === 0) return false
    const slot = this.#snapshot.vocabulary.slot(type, id)
    for (const { slots } of this.all()) {
      if (slots === null || slots.includes(slot)) return true
    }
    return false
  }

  /** Tells whether a custom policy exists, enabled or not. */
  isKnown(id: string): boolean {
    return this.#known.has(id)
  }

  /** Puts the record's new state in place of its old one. */
  put(before: CustomPolicyRecord | null, after: CustomPolicyRecord | null): void {
    if (before !== null) {
      this.#known.delete(before.id)
      this.#remove(before.id)
    }
    if (after !== null) this.#known.add(after.id)
    if (after === null || !after.isEnabled) return
    this.#remove(after.id)
    const custom = readCustomPolicy(after, this.#snapshot)
    const bucket = this.#bucketFor(custom.policy.principal)
    const list = custom.isForbid ? bucket.forbids : bucket.permits
    list.push(custom)
    this.#byId.set(after.id, { custom, bucket })
  }

  #remove(id: CustomPolicyId): void {
    const known = this.#byId.get(id)
    if (known === undefined) return
    this.#byId.delete(id)
    const list = known.custom.isForbid ? known.bucket.forbids : known.bucket.permits
    list.splice(list.indexOf(known.custom), 1)
  }

  #bucketFor(constraint: ScopeConstraint): CustomBucket {
    if (constraint.operator === 'any' || constraint.operator === 'is') return this.#forAnyone
    const holder = this.#holderOf(constraint.entity)
    if (holder === null) return this.#forAnyone
    return (holder.customs ??= { forbids: [], permits: [] })
  }

  #holderOf(entity: EntityUid): Holder | null {
    const type = principalTypes.find((one) => principalEntityType[one] === shortType(entity.type))
    return type === undefined ? null : this.#snapshot.holder(principal(type, entity.id))
  }
}

/** Reads a custom policy for trying; also for policies that are only being considered.
 * @throws SyntaxError when the statement can't be parsed: such a policy must not be stored */
export function readCustomPolicy(
  record: Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement'>,
  { vocabulary }: Pick<Snapshot, 'vocabulary'>,
): CustomPolicy {
  const parsed = parsePolicies(record.statement)
  const policy = 'policies' in parsed ? parsed.policies[0] : undefined
  if (policy === undefined) throw new SyntaxError(`not a policy: ${record.statement}`)
  const { action, resource } = policy
  const entities = action.operator === 'in' ? action.entities : action.operator === '==' ? [action.entity] : null
  const bits = entities?.map(({ type, id }) => vocabulary.actionBit(shortAction(type, id)))
  return {
    id: record.id,
    isForbid: policy.effect === 'forbid',
    reach: record.reach,
    policy,
    compiled: compilePolicy(policy),
    actions: bits === undefined ? -1 : bits.reduce((mask, bit) => mask | bit, 0),
    slots: slotsOf(resource, vocabulary),
    ancestor: leadingAncestor(policy),
  }
}

function slotsOf(resource: ScopeConstraint, vocabulary: Vocabulary): readonly number[] | null {
  if (resource.operator === 'is' || resource.operator === 'is in') return vocabulary.slotsOf(shortType(resource.type))
  return resource.operator === '==' ? [vocabulary.slot(shortType(resource.entity.type), resource.entity.id)] : null
}

function leadingAncestor(policy: Policy): string | null {
  const [first] = policy.conditions
  if (first?.kind !== 'when') return null
  const { expression } = first
  const leading = expression.kind === 'and' ? expression.operands[0] : expression
  return (leading === undefined ? undefined : ancestorTested(leading)) ?? null
}
