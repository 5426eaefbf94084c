import type { Author } from '../domain/change.ts'
import type { ResourceName } from '../domain/entity.ts'
import type { Refusal } from '../domain/errors.ts'
import type { AccountId, EnvironmentId, FolderId } from '../domain/ids.ts'
import type { Instant } from '../domain/instant.ts'
import type { PlanFeature } from '../domain/plan.ts'
import type { Parameter } from '../domain/role.ts'
import type { Level, ReachScope, Scope } from '../domain/scope.ts'
import type { Engine } from '../engine/engine.ts'
import type { Gain } from '../engine/answers/gains.ts'
import type { KeyOf, Reader, Transaction } from '../store/store.ts'
import type { VersionedNoun } from '../store/versions.ts'
import type { House } from './house.ts'

/** Who runs an operation, in which account. The operator at the machine passes every access rule, but no other. */
export interface Caller {
  readonly accountId: AccountId
  readonly by: Author
  readonly requestId: string | null
  /** Present when a change is to be made only to what the caller has seen. */
  readonly expected?: ExpectedVersions
  /** Present when the caller is an unsigned preset: all that it may touch. */
  readonly preset?: PresetPlace
  /** Present when a user is signed in, and doesn't call by a key. */
  readonly session?: CallerSession
  /** Present when an access token stands for the key or user: the hash of it. */
  readonly tokenId?: string
}

/** Where an unsigned upload preset lets anyone add assets. */
export interface PresetPlace {
  readonly environmentId: EnvironmentId
  /** Null: at the top. */
  readonly folderId: FolderId | null
}

/** The session that a request came with. */
export interface CallerSession {
  /** The hash of its secret. */
  readonly id: string
  /** What requests that change something must carry besides the cookie. */
  readonly csrfToken: string
}

/** A resource and the scope it is asked about in. */
export interface Place {
  readonly resource: ResourceName
  readonly scope: Scope
}

/**
 * A capability that an operation needs. `action`, `on` and `level` are what documents and the access matrix show;
 * `of` says which resources one input names (only names: the store describes them; what the operation loaded is at hand).
 * No resource means nothing is needed.
 */
export interface NeedOf<Input, Loaded = unknown> {
  readonly action: string
  /** The resource types that `of` may name. */
  readonly on: readonly string[]
  /** The one feature that `of` names, where `on` is features. */
  readonly feature?: string
  readonly level: Level
  /** For documents: who needs no permission for it, in `of`'s words: `is a reviewer of it`. */
  readonly unless?: string
  /**
   * Whether it is needed tells what is there: a name that is taken, a folder that is missing. Only who meets all needs before
   * it is told of it.
   */
  readonly isTelling?: true
  readonly of: (input: Input, caller: Caller, engine: Engine, loaded: Loaded) => readonly Place[]
}

/** What is kept of a list: items the caller may `action`. The operation asks {@link Deed.may} of each. */
export interface FilterOf {
  readonly action: string
  readonly on: readonly string[]
}

/** Part of an answer that only they get who may `action` on a feature. The operation asks {@link Deed.may} for it. */
export interface PartOf {
  /** For documents: `the address that it is delivered at`. */
  readonly what: string
  readonly action: string
  readonly feature: string
}

/** Who may run an operation. */
export type Access<Input, Loaded = unknown> =
  /** Whoever holds all the needs; of a list, only what `filters` lets through. */
  | {
      readonly type: 'requires'
      readonly needs: readonly NeedOf<Input, Loaded>[]
      readonly filters?: FilterOf
      readonly parts?: readonly PartOf[]
    }
  /** Anyone, signed in or not, for the reason given. */
  | { readonly type: 'anyone'; readonly why: string }
  /** The operator at the machine alone. */
  | { readonly type: 'operator'; readonly why: string }

/** What an operation works with. `engine` stands at the newest revision; `store` reads, or for a change: the transaction. */
export interface Deed<R extends Reader> {
  readonly house: House
  readonly caller: Caller
  readonly at: Instant
  readonly engine: Engine
  readonly store: R
  /** Tells whether the caller may do something somewhere, as the decision engine says. */
  readonly may: (action: string, place: Place) => boolean
  /** Tells whether the caller may know if a resource exists: it could read it (settled decision 3). */
  readonly sees: (place: Place) => boolean
  /** @throws Refusal `plan_lacks` when the account's plan doesn't have a feature */
  readonly requirePlan: (feature: PlanFeature) => void
}

/** What {@link Declaration.load} works with; in a change, the transaction is the reader. */
export interface Loading {
  readonly house: House
  readonly caller: Caller
  readonly engine: Engine
  readonly store: Reader
  readonly at: Instant
}

interface Declaration<Input, Loaded> {
  /** The noun and the verb: `role.create`. */
  readonly name: string
  /** One sentence for documents. */
  readonly summary: string
  readonly access: Access<Input, Loaded>
  /**
   * Reads what the input names, before anything is decided; the needs and the deed get what it found, so that they speak
   * of the same. It must not throw for what isn't there: who may know that, the needs decide first.
   */
  readonly load?: (input: Input, loading: Loading) => Promise<Loaded>
  /** A rule on who the caller is, besides the needs, once they are met; a preview tells it too. Nothing stops the operator. */
  readonly refuses?: OwnRule<Input, Loaded>
  /** The record whose version an answer carries, and that a caller may ask to be as it was read. */
  readonly concerns?: Concern<Input>
}

/** A rule on who the caller is that no permission stands in for. */
export interface OwnRule<Input, Loaded = unknown> {
  /** For documents: who alone may. */
  readonly says: string
  /** Null: the caller may. */
  readonly of: (input: Input, caller: Caller, loaded: Loaded) => Refusal | null
}

/** The one record that inputs of an operation are about. `keyOf` null: the one that the operation makes. */
export interface Concern<Input> {
  readonly noun: VersionedNoun
  readonly keyOf: ((input: Input, accountId: AccountId) => KeyOf<VersionedNoun>) | null
}

/** The versions of which the record that is to change must have one; `any`: it must exist. */
export type ExpectedVersions = 'any' | readonly number[]

/** What somebody would come to hold by a change. */
export interface CausedGain {
  readonly gain: Gain
  /** The place that a denial names, where it must not tell more than the caller knows; absent: that of `gain`. */
  readonly shownAt?: { readonly reach: ReachScope; readonly parameter: Parameter | null }
}

/** An operation that changes nothing. */
export interface Reading<Input, Output, Loaded = unknown> extends Declaration<Input, Loaded> {
  readonly kind: 'reading'
  /** The revision that the answer must not be older than; the caller's rights are decided on it too. Null: any. */
  readonly atLeast?: (input: Input) => number | null
  readonly run: (input: Input, deed: Deed<Reader>, loaded: Loaded) => Promise<Output>
}

/** What {@link Writing.prepare} works with. */
export type Preparing = Pick<Deed<Reader>, 'house' | 'caller' | 'at'>

/** An operation that changes the account, as one transaction. */
export interface Writing<Input, Output, Loaded = unknown> extends Declaration<Input, Loaded> {
  readonly kind: 'writing'
  /** The plan features that this input needs; what depends on stored facts the deed asks itself. */
  readonly plan?: (input: Input) => readonly PlanFeature[]
  /**
   * Done before the transaction begins: what takes long, or must stay done when the deed is refused. What it answers
   * takes the input's place.
   */
  readonly prepare?: (input: Input, preparing: Preparing) => Promise<unknown>
  /**
   * Lets go of what the input holds, and of what `prepare` made, when the deed was refused. It isn't done when nobody knows
   * whether the changes were kept.
   */
  readonly abandon?: (input: Input, preparing: Preparing) => Promise<void>
  /** What anyone gains by it; the caller must hold all of it (settled decision 4). Absent: nothing is ever gained. */
  readonly gains?: (input: Input, deed: Deed<Transaction>, loaded: Loaded) => Promise<readonly CausedGain[]>
  readonly run: (input: Input, deed: Deed<Transaction>, loaded: Loaded) => Promise<Output>
}

/** Any operation. */
export type Operation<Input, Output> = Reading<Input, Output> | Writing<Input, Output>

/** Declares a reading operation. */
export const reading = <Input, Output, Loaded = unknown>(
  declaration: Omit<Reading<Input, Output, Loaded>, 'kind'>,
): Reading<Input, Output> => ({
  ...erased<Omit<Reading<Input, Output>, 'kind'>>(declaration),
  kind: 'reading',
})

/** Declares a writing operation. */
export const writing = <Input, Output, Loaded = unknown>(
  declaration: Omit<Writing<Input, Output, Loaded>, 'kind' | 'prepare'> & {
    readonly prepare?: (input: Input, preparing: Preparing) => Promise<Input | undefined> | Promise<void>
  },
): Writing<Input, Output> => ({
  ...erased<Omit<Writing<Input, Output>, 'kind'>>(declaration),
  kind: 'writing',
})

/** What is loaded goes from an operation to itself, so nobody else need know its type; nor can the compiler. */
const erased = <Of>(declaration: unknown): Of => declaration as Of

/** A place in the account's own scope; `id` null for a type as a whole or one that doesn't exist yet. */
export const inAccount = (type: string, id: string | null): Place => ({
  resource: { type, id },
  scope: { type: 'account' },
})
