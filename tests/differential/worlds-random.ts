// Random changes of a random account, each one that the store could make.
import type { Catalogue } from '../../src/domain/catalogue.ts'
import type { Change } from '../../src/domain/change.ts'
import type { Instant } from '../../src/domain/instant.ts'
import type { Permission } from '../../src/domain/permission.ts'
import { principal, principalTypes, type Principal } from '../../src/domain/principal.ts'
import type { AssignmentRecord, FolderRecord, Noun, Records } from '../../src/domain/records.ts'
import type { Role } from '../../src/domain/role.ts'
import type { EngineNoun } from '../../src/store/store.ts'
import type { Random } from './language-random.ts'
import type { Model } from './worlds-model.ts'
import { writeCustomPolicy } from './worlds-policies.ts'
import * as given from './worlds-records.ts'

/** How many ids there are of each noun: few, so that deleted ones come back. */
const idCounts = { environment: 3, user: 8, group: 4, api_key: 4, account_key: 2, role: 6, custom_policy: 14 } as const
const folderCount = 24
const collectionCount = 5
const deepest = 8

/** Instants around which assignments end and questions are asked. */
export const anyInstant = (random: Random): Instant => 95 + random.below(11)

/** What is made or changed, by how often. */
const nouns: readonly (readonly [EngineNoun, number])[] = [
  ['account', 1],
  ['environment', 4],
  ['user', 10],
  ['group', 5],
  ['membership', 12],
  ['environment_access', 10],
  ['api_key', 8],
  ['account_key', 3],
  ['role', 8],
  ['custom_policy', 14],
  ['folder', 30],
  ['collection', 6],
  ['assignment', 60],
]

const deck = nouns.flatMap(([noun, times]) => Array.from({ length: times }, () => noun))

type AnyRole = Omit<Role, 'management'>

/** Changes a model at random and says what changed. */
export class WorldMaker {
  readonly #model: Model
  readonly #random: Random
  readonly #catalogue: Catalogue
  #assignmentsMade = 0

  constructor(model: Model, random: Random, catalogue: Catalogue) {
    this.#model = model
    this.#random = random
    this.#catalogue = catalogue
  }

  /** The account and one environment at least: without them every question ends at a gate. */
  begin(): readonly Change[] {
    return [this.#model.put('account', given.account()), this.#model.put('environment', given.environment('e0'))]
  }

  /** Some environment, should the last one be gone. */
  end(): readonly Change[] {
    return this.#model.all('environment').length > 0 ? [] : this.begin()
  }

  /** One transaction; empty when what was drawn isn't possible now. */
  next(): readonly Change[] {
    const noun = this.#random.pick(deck)
    const isDelete = this.#random.chance(noun === 'environment' || noun === 'account' ? 0.05 : 0.15)
    return isDelete ? this.#delete(noun) : this.#put(noun)
  }

  /** Gives one principal as many roles as its places allow, up to `count`. */
  burden(holder: Principal, count: number): readonly Change[] {
    return Array.from({ length: count }, () => this.#assign(holder)).flat()
  }

  /** Keys that come with many roles and go: what they leave makes the assignments of the others move together. */
  churn(): readonly (readonly Change[])[] {
    const keys = Array.from({ length: 16 }, (_, number) => given.accountKey(`x${number}`))
    const come = keys.map((key) => [
      this.#model.put('account_key', key),
      ...this.burden({ type: 'account_key', id: key.id }, 150),
    ])
    return [...come, ...keys.map((key) => this.#model.delete('account_key', key))]
  }

  #delete(noun: Noun): readonly Change[] {
    const records: readonly Records[Noun][] = this.#model.all(noun)
    if (noun === 'account' || records.length === 0) return []
    return this.#model.delete<Noun>(noun, this.#random.pick(records))
  }

  #put(noun: EngineNoun): readonly Change[] {
    const model = this.#model
    const random = this.#random
    switch (noun) {
      case 'account':
        return [model.put('account', given.account({ isActive: random.chance(0.98) }))]
      case 'environment':
        return [model.put(noun, given.environment(this.#id('e', noun), { isEnabled: random.chance(0.9) }))]
      case 'user':
        return [model.put(noun, this.#user())]
      case 'group':
        return [model.put(noun, given.group(this.#id('g', noun)))]
      case 'membership':
        return this.#both('group', 'user', (group, user) => [model.put(noun, given.membership(group, user))])
      case 'environment_access':
        return this.#both('user', 'environment', (user, place) => [model.put(noun, given.access(user, place))])
      case 'api_key':
        return this.#apiKey()
      case 'account_key':
        return [model.put(noun, given.accountKey(this.#id('m', noun), random.chance(0.9)))]
      case 'role':
        return [model.put(noun, this.#role())]
      case 'custom_policy':
        return this.#customPolicy()
      case 'folder':
        return this.#folder()
      case 'collection':
        return this.#collection()
      case 'assignment':
        return random.chance(0.9) ? this.#assign(this.#anyPrincipal()) : this.#changeExpiry()
    }
  }

  #id(prefix: string, noun: keyof typeof idCounts): string {
    return `${prefix}${this.#random.below(idCounts[noun])}`
  }

  #both(one: Noun, other: Noun, make: (one: string, other: string) => readonly Change[]): readonly Change[] {
    const [first, second] = [this.#anyId(one), this.#anyId(other)]
    return first === undefined || second === undefined ? [] : make(first, second)
  }

  #anyId(noun: Noun): string | undefined {
    const ids = this.#model.all(noun).flatMap((record) => ('id' in record ? [record.id] : []))
    return ids.length === 0 ? undefined : this.#random.pick(ids)
  }

  #user() {
    const random = this.#random
    const [isEnabled, isPending] = [random.chance(0.92), random.chance(0.06)]
    return given.user(this.#id('u', 'user'), { isEnabled, isPending, hasAllEnvironments: random.chance(0.5) })
  }

  /** A key stays in its environment. */
  #apiKey(): readonly Change[] {
    const id = this.#id('k', 'api_key')
    const environment = this.#model.find('api_key', id)?.environmentId ?? this.#anyId('environment')
    if (environment === undefined) return []
    return [this.#model.put('api_key', given.apiKey(id, environment, this.#random.chance(0.9)))]
  }

  /** A role keeps its kind and level; now and then it has a permission of another kind, which must not count. */
  #role() {
    const random = this.#random
    const id = this.#id('r', 'role')
    const { kind, level } = this.#model.find('role', id) ?? random.pick(this.#catalogue.permissions)
    const fitting = this.#catalogue.permissions.filter((one) => one.kind === kind && one.level === level)
    const any = (): Permission => random.pick(random.chance(0.9) ? fitting : this.#catalogue.permissions)
    return given.role(id, { kind, level }, [...new Set(random.some(6, any).map((permission) => permission.id))])
  }

  #customPolicy(): readonly Change[] {
    const random = this.#random
    const environment = this.#anyId('environment')
    const reach = given.reach(random.pick(['account', 'all', 'all', environment ?? 'all']))
    const id = this.#id('p', 'custom_policy')
    return [this.#model.put('custom_policy', given.policy(id, reach, writeCustomPolicy(random), random.chance(0.85)))]
  }

  #folder(): readonly Change[] {
    const random = this.#random
    const id = `f${random.below(folderCount)}`
    const known = this.#model.find('folder', id)
    const environment = known?.environmentId ?? this.#anyId('environment')
    if (environment === undefined) return []
    const parents = this.#model.all('folder').filter((one) => one.environmentId === environment && this.#fits(id, one))
    const parent = parents.length === 0 || random.chance(0.15) ? null : random.pick(parents).id
    return [this.#model.put('folder', given.folder(id, environment, parent, random.pick([id, 'brand'])))]
  }

  /** Not beneath itself, and not too deep. */
  #fits(id: string, parent: FolderRecord): boolean {
    let depth = 1
    for (let at: FolderRecord | undefined = parent; at !== undefined; depth++) {
      if (at.id === id) return false
      at = at.parentId === null ? undefined : this.#model.find('folder', at.parentId)
    }
    return depth + this.#heightOf(id) <= deepest
  }

  #heightOf(id: string): number {
    const children = this.#model.all('folder').filter(({ parentId }) => parentId === id)
    return 1 + Math.max(0, ...children.map((child) => this.#heightOf(child.id)))
  }

  #collection(): readonly Change[] {
    const id = `c${this.#random.below(collectionCount)}`
    const environment = this.#model.find('collection', id)?.environmentId ?? this.#anyId('environment')
    if (environment === undefined) return []
    return [this.#model.put('collection', given.collection(id, environment, this.#random.chance(0.5)))]
  }

  #anyPrincipal(): Principal | undefined {
    const type = this.#random.pick([...principalTypes, 'user', 'user', 'group'] as const)
    const id = this.#anyId(type)
    return id === undefined ? undefined : principal(type, id)
  }

  #assign(holder: Principal | undefined): readonly Change[] {
    const random = this.#random
    const roles: readonly AnyRole[] = [...this.#catalogue.roles, ...this.#model.all('role')]
    const role = this.#anyRole(roles)
    const where = this.#place(random.chance(0.95) ? role : random.pick(roles))
    if (holder === undefined || where === undefined) return []
    const isSame = (one: AssignmentRecord): boolean =>
      `${one.principal.type} ${one.principal.id} ${one.roleId}` === `${holder.type} ${holder.id} ${role.id}` &&
      JSON.stringify([one.reach, one.parameter]) === JSON.stringify([where.reach, where.parameter])
    if (this.#model.all('assignment').some(isSame)) return []
    const id = `a${this.#assignmentsMade++}`
    const expiresAt = random.chance(0.7) ? null : anyInstant(random)
    return [this.#model.put('assignment', given.assignment(id, holder, role.id, { ...where, expiresAt }))]
  }

  /** Content roles and what opens the library more often than the rest. */
  #anyRole(roles: readonly AnyRole[]): AnyRole {
    const random = this.#random
    const liked = random.pick<(role: AnyRole) => boolean>([
      ({ id }) => id.endsWith('::ml_user'),
      ({ kind }) => kind === 'folder',
      ({ kind }) => kind === 'folder',
      ({ kind }) => kind === 'collection',
      () => true,
      ({ level }) => level === 'account',
    ])
    return random.pick(roles.filter(liked))
  }

  #place({ kind, level }: Pick<Role, 'kind' | 'level'>): Pick<AssignmentRecord, 'reach' | 'parameter'> | undefined {
    if (level === 'account') return { reach: given.reach('account'), parameter: null }
    const random = this.#random
    if (kind === 'global') {
      return { reach: given.reach(random.chance(0.4) ? 'all' : (this.#anyId('environment') ?? 'all')), parameter: null }
    }
    const records = this.#model.all(kind)
    if (records.length === 0) return undefined
    const { id, environmentId } = random.pick(records)
    const strange = this.#anyId('environment') ?? 'all'
    const reach = given.reach(random.pick([environmentId, environmentId, environmentId, 'all', strange]))
    return { reach, parameter: { type: kind, id } as AssignmentRecord['parameter'] }
  }

  #changeExpiry(): readonly Change[] {
    const assignments = this.#model.all('assignment')
    if (assignments.length === 0) return []
    const expiresAt = this.#random.chance(0.3) ? null : anyInstant(this.#random)
    return [this.#model.put('assignment', { ...this.#random.pick(assignments), expiresAt })]
  }
}
