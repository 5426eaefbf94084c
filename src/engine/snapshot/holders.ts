import { principalTypes, type Principal, type PrincipalType } from '../../domain/principal.ts'
import type { Run } from './assignment-runs.ts'
import type { CustomBucket } from './custom-rows.ts'
import { IdTable } from './id-table.ts'
import type { TargetIndex } from './target-index.ts'

/** One principal as decisions see it. */
export interface Holder {
  readonly principal: Principal
  /** False while it was only mentioned, by a policy or an assignment. */
  isKnown: boolean
  /** Enabled and not waiting for its invitation to be accepted. */
  isActive: boolean
  /** A user's groups; empty for every other principal. */
  groups: readonly Holder[]
  /** A group's users; empty for every other principal. */
  members: Set<Holder> | null
  /** True when no environment is closed to it. */
  opensAllEnvironments: boolean
  /** Numbers of the environments it may enter otherwise: a user's access, an API key's own. */
  environments: readonly number[]
  readonly run: Run
  /** The custom policies that name this principal, or anyone in this group. */
  customs: CustomBucket | null
}

/** Nothing is open to a holder until its record says otherwise. */
const closed = {
  isKnown: false,
  isActive: false,
  groups: [],
  members: null,
  opensAllEnvironments: false,
  environments: [],
} as const satisfies Partial<Holder>

/** A holder and its run in one object, what decisions read first in front: they meet most holders far from any cache. */
class OwnHolder implements Holder, Run {
  isActive: boolean = closed.isActive
  opensAllEnvironments: boolean = closed.opensAllEnvironments
  offset = 0
  length = 0
  globalLength = 0
  byTarget: TargetIndex | null = null
  customs: CustomBucket | null = null
  groups: readonly Holder[] = closed.groups
  environments: readonly number[] = closed.environments
  isKnown: boolean = closed.isKnown
  members: Set<Holder> | null = closed.members
  capacity = 0
  readonly principal: Principal
  readonly number: number

  constructor(principal: Principal, number: number) {
    this.principal = principal
    this.number = number
  }

  get run(): Run {
    return this
  }
}

/** The principals of one account, found by type and id. */
export class Holders {
  /** There may be very many users. */
  readonly #users = new Users()
  readonly #byType: Readonly<Record<Exclude<PrincipalType, 'user'>, Map<string, Holder>>> = {
    group: new Map(),
    api_key: new Map(),
    account_key: new Map(),
  }

  find({ type, id }: Principal): Holder | undefined {
    return type === 'user' ? this.#users.get(id) : this.#byType[type].get(id)
  }

  /** The holder of a principal, made when it is new, with a number for its run. */
  obtain(principal: Principal, numberOf: () => number): Holder {
    const known = this.find(principal)
    if (known !== undefined) return known
    const holder = new OwnHolder(principal, numberOf())
    this.#ofType(principal.type).set(principal.id, holder)
    return holder
  }

  delete(principal: Principal): void {
    this.#ofType(principal.type).delete(principal.id)
  }

  /** All principals of one type, in no order. */
  all(type: PrincipalType): Iterable<Holder> {
    return this.#ofType(type).values()
  }

  /** How many principals there are. */
  get count(): number {
    return principalTypes.reduce((sum, type) => sum + this.#ofType(type).size, 0)
  }

  #ofType(type: PrincipalType): Users | Map<string, Holder> {
    return type === 'user' ? this.#users : this.#byType[type]
  }
}

/** Up to so many users lie in a `Map`, which leads to them in one step; see `IdTable`. */
const mapLimit = 30_000

/** Users by id. */
class Users {
  /** Null from when there were more of them than the limit. */
  #few: Map<string, Holder> | null = new Map()
  readonly #placeById = new IdTable(0)
  /** The first place is nobody's. */
  readonly #users: (Holder | undefined)[] = [undefined]
  readonly #free: number[] = []

  get size(): number {
    return this.#few?.size ?? this.#placeById.size
  }

  get(id: string): Holder | undefined {
    return this.#few === null ? this.#users[this.#placeById.get(id)] : this.#few.get(id)
  }

  set(id: string, user: Holder): void {
    if (this.#few !== null) {
      this.#few.set(id, user)
      if (this.#few.size > mapLimit) this.#spread(this.#few)
      return
    }
    this.#place(id, user)
  }

  #spread(few: ReadonlyMap<string, Holder>): void {
    this.#few = null
    this.#placeById.reserve(few.size)
    for (const [id, user] of few) this.#place(id, user)
  }

  #place(id: string, user: Holder): void {
    const known = this.#placeById.get(id)
    const place = known === 0 ? (this.#free.pop() ?? this.#users.length) : known
    this.#placeById.set(id, place)
    this.#users[place] = user
  }

  delete(id: string): void {
    if (this.#few !== null) {
      this.#few.delete(id)
      return
    }
    const place = this.#placeById.get(id)
    if (place === 0) return
    this.#placeById.delete(id)
    this.#users[place] = undefined
    this.#free.push(place)
  }

  *values(): IterableIterator<Holder> {
    if (this.#few !== null) yield* this.#few.values()
    for (const user of this.#users) if (user !== undefined) yield user
  }
}

/** Puts a user into a group. */
export function join(user: Holder, group: Holder): void {
  if (user.groups.includes(group)) return
  user.groups = [...user.groups, group]
  group.members ??= new Set()
  group.members.add(user)
}

/** Takes a user out of a group. */
export function leave(user: Holder, group: Holder): void {
  user.groups = user.groups.filter((one) => one !== group)
  group.members?.delete(user)
}

/** Puts a holder back to one that was only mentioned: unknown, closed, alone. */
export function close(holder: Holder): void {
  for (const group of holder.groups) leave(holder, group)
  for (const member of holder.members ?? []) leave(member, holder)
  Object.assign(holder, closed)
}
