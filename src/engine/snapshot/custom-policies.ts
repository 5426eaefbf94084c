import type { CustomPolicyId } from '../../domain/ids.ts'
import { principal, principalEntityType, principalTypes, type Principal } from '../../domain/principal.ts'
import type { CustomPolicyRecord } from '../../domain/records.ts'
import type { ScopeConstraint } from '../language/ast.ts'
import { CustomRows, emptyBucket, slotSieve, type CustomBucket } from './custom-rows.ts'
import { readCustomPolicy, type CustomPolicy } from './custom-policy.ts'
import type { Holder } from './holders.ts'
import { shortType, type Vocabulary } from './vocabulary.ts'

/** What decisions need of a custom policy's record. */
export type SavedCustom = Pick<CustomPolicyRecord, 'id' | 'reach' | 'statement' | 'isEnabled'>

/**
 * The custom policies of one account, found by the principal their scope names: one principal, a group (for those in
 * it), or anyone. Disabled ones are not here.
 */
export class CustomPolicies {
  readonly #vocabulary: Vocabulary
  readonly #holderOf: (principal: Principal) => Holder
  readonly #byId = new Map<string, { readonly custom: CustomPolicy; readonly bucket: CustomBucket }>()
  /** Enabled or not, with what is needed to put it again. */
  readonly #saved = new Map<string, SavedCustom>()
  readonly #forAnyone = emptyBucket()
  /** Those in force, as the walk tries them. */
  readonly rows = new CustomRows()
  #version = 0
  /** How many policies in force may concern each action on each slot, those that may concern any slot under -1. */
  readonly #countByUse = new Map<number, number>()

  /** @param holderOf finds a principal's holder, or makes it when only policies have named it so far */
  constructor(vocabulary: Vocabulary, holderOf: (principal: Principal) => Holder) {
    this.#vocabulary = vocabulary
    this.#holderOf = holderOf
  }

  /** Raised by every change, so that what was made of the policies can tell that it is stale. */
  get version(): number {
    return this.#version
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

  /** Finds one that is in force. */
  find(id: string): CustomPolicy | undefined {
    return this.#byId.get(id)?.custom
  }

  /** Tells whether any policy in force could be about one action on a slot's resources, whoever asks. */
  maySpeakOf(action: number, slot: number): boolean {
    return this.#countByUse.has(useOf(action, slotSieve.any)) || this.#countByUse.has(useOf(action, slot))
  }

  /** Tells whether a custom policy exists, enabled or not. */
  isKnown(id: string): boolean {
    return this.#saved.has(id)
  }

  /** What puts every policy in its present state again, disabled ones included. */
  saved(): Iterable<SavedCustom> {
    return this.#saved.values()
  }

  /** Puts the record's new state in place of its old one. */
  put(before: SavedCustom | null, after: SavedCustom | null): void {
    this.#version++
    if (before !== null) {
      this.#saved.delete(before.id)
      this.#remove(before.id)
    }
    if (after === null) return
    const { id, reach, statement, isEnabled } = after
    this.#saved.set(id, { id, reach, statement, isEnabled })
    this.#remove(after.id)
    if (after.isEnabled) this.#add(after.id, readCustomPolicy(after, { vocabulary: this.#vocabulary }))
  }

  #add(id: CustomPolicyId, custom: CustomPolicy): void {
    const bucket = this.#bucketFor(custom.policy.principal)
    this.rows.put(bucket, custom)
    this.#byId.set(id, { custom, bucket })
    this.#count(custom, 1)
  }

  #remove(id: CustomPolicyId): void {
    const known = this.#byId.get(id)
    if (known === undefined) return
    this.#byId.delete(id)
    this.rows.take(known.bucket, known.custom)
    this.#count(known.custom, -1)
  }

  #count({ actions, slots }: CustomPolicy, step: 1 | -1): void {
    for (let left = actions & this.#vocabulary.allActions; left !== 0; left &= left - 1) {
      for (const slot of slots ?? [slotSieve.any]) {
        const use = useOf(left & -left, slot)
        const count = (this.#countByUse.get(use) ?? 0) + step
        if (count === 0) this.#countByUse.delete(use)
        else this.#countByUse.set(use, count)
      }
    }
  }

  #bucketFor(constraint: ScopeConstraint): CustomBucket {
    if (constraint.operator === 'any' || constraint.operator === 'is') return this.#forAnyone
    const { entity } = constraint
    const type = principalTypes.find((one) => principalEntityType[one] === shortType(entity.type))
    if (type === undefined) return this.#forAnyone
    return (this.#holderOf(principal(type, entity.id)).customs ??= emptyBucket())
  }
}

/** One action's bit and one slot in one number. */
const useOf = (action: number, slot: number): number => slot * 32 + Math.clz32(action)
