import type { AuthorizationRequest, GateName } from '../../domain/decision.ts'
import { storedTypes, type ResourceName } from '../../domain/entity.ts'
import type { EnvironmentId, FolderId } from '../../domain/ids.ts'
import { principal, type PrincipalType } from '../../domain/principal.ts'
import type { Scope } from '../../domain/scope.ts'
import { maximumFolderDepth } from '../snapshot/folder-tree.ts'
import type { Holder } from '../snapshot/holders.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { shortType } from '../snapshot/vocabulary.ts'
import { environmentScope, placeBound, type GatePath } from './gates.ts'

const knownToStore: ReadonlySet<string> = new Set(storedTypes)

/** Tells whether a request's own attributes describe its resource: one that the store doesn't know, or an asset as whoever
 * read it from the store says it is. Every other stored resource is what the snapshot says. */
export const isDescribedByRequest = (type: string): boolean => type === 'Asset' || !knownToStore.has(type)

/** The account itself as a place; environments are numbered from 1. */
export const accountPlace = 0

/**
 * A request turned into numbers against one snapshot. One object serves one question after another: what it says holds
 * until the next {@link Question.read}.
 */
export class Question {
  readonly snapshot: Snapshot
  request!: AuthorizationRequest
  holder!: Holder
  path: GatePath = 0
  /** {@link accountPlace} or an environment's number. */
  environment = accountPlace
  action = 0
  slot = 0
  /** Folder numbers that count as ancestors of the resource, the nearest first; `chainLength` of them. */
  readonly chain = new Int32Array(maximumFolderDepth)
  chainLength = 0
  /**
   * A 32-bit sieve over the numbers of the chain, or of the collection: `1 << number` looks at a number's lowest five bits.
   * 0 for what lies in no folder or collection.
   */
  placeBits = 0
  /** The collection's number when the resource is one that exists, else 0. */
  collection = 0

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot
  }

  /** Reads a request. @returns the gate that stopped it, or null when the policies must be asked */
  read(request: AuthorizationRequest): GateName | null {
    const { snapshot } = this
    this.request = request
    this.environment = accountPlace
    const environmentId = environmentOf(request.scope)
    const { type } = request.principal
    const isPlaceBound = type === 'user' || type === 'api_key'
    this.path = (environmentId === undefined ? 0 : environmentScope) | (isPlaceBound ? placeBound : 0)
    const holder = snapshot.holders.find(request.principal)
    if (holder?.isActive !== true) return 'principal_active'
    this.holder = holder
    if (snapshot.account?.isActive !== true) return 'account_active'
    if (environmentId !== undefined) {
      this.environment = snapshot.environments.number(environmentId)
      if (!snapshot.environments.isEnabled(this.environment)) return 'environment_enabled'
      if (!holder.opensAllEnvironments && !holder.environments.includes(this.environment)) return 'environment_access'
    }
    return this.#readResource(request.resource) ? null : 'resource_known'
  }

  /** Tells whether a folder is the resource's own or above it. */
  hasAncestor(folder: number): boolean {
    if ((this.placeBits & (1 << folder)) === 0) return false
    for (let position = 0; position < this.chainLength; position++) {
      if (this.chain[position] === folder) return true
    }
    return false
  }

  #readResource(resource: ResourceName): boolean {
    const { vocabulary } = this.snapshot
    this.action = vocabulary.actionBit(this.request.action)
    this.chainLength = 0
    this.placeBits = 0
    this.collection = 0
    this.slot = vocabulary.slot(resource.type, 'id' in resource ? resource.id : null)
    // One spelling for each type: the other one would be a stored type that the store is never asked about.
    if (this.slot === 0 && shortType(resource.type) !== resource.type) return false
    if ('within' in resource) return this.#readParent(resource.type, resource.within)
    if (resource.id === null) return true
    if (resource.type === 'Folder') return this.#readChain(resource.id)
    if (resource.type === 'Collection') return this.#readCollection(resource.id)
    return !knownToStore.has(resource.type) || this.#isKnown(resource.type, resource.id)
  }

  /** Of what lies in a folder; a collection lies in none, and nothing else is named by where it lies. */
  #readParent(type: string, within: FolderId | null): boolean {
    if (type === 'Folder' || type === 'Asset') return this.#readChain(within)
    return type === 'Collection' && within === null && this.environment !== accountPlace
  }

  #readChain(folder: string | null): boolean {
    if (this.environment === accountPlace) return false
    if (folder === null) return true
    const { folders } = this.snapshot
    const number = folders.number(folder)
    const { nodes } = folders
    if (number === 0 || nodes[2 * number + 1] !== this.environment) return false
    const { chain } = this
    let bits = 0
    let length = 0
    for (let at = number; at !== 0; at = nodes[2 * at] ?? 0) {
      if (length === maximumFolderDepth) return false
      chain[length++] = at
      bits |= 1 << at
    }
    this.chainLength = length
    this.placeBits = bits
    return true
  }

  #readCollection(id: string): boolean {
    const { collections } = this.snapshot
    this.collection = collections.number(id)
    this.placeBits = 1 << this.collection
    return (
      this.collection !== 0 && collections.environment(this.collection) === this.environment && this.environment !== 0
    )
  }

  #isKnown(type: string, id: string): boolean {
    const { snapshot, environment } = this
    switch (type) {
      case 'Account':
        return snapshot.account?.id === id
      case 'ProductEnvironment':
        if (environment === accountPlace) return snapshot.environments.isKnown(snapshot.environments.number(id))
        return snapshot.environments.number(id) === environment
      case 'User':
        return environment === accountPlace && this.#isPrincipal('user', id)
      case 'Group':
        return environment === accountPlace && this.#isPrincipal('group', id)
      case 'ProvisioningKey':
        return environment === accountPlace && this.#isPrincipal('account_key', id)
      case 'APIKey':
        return this.#isPrincipal('api_key', id) && this.#holderOf('api_key', id)?.environments[0] === environment
      case 'Role':
        return snapshot.roles.find(id) !== undefined
      case 'SystemPolicy':
        return snapshot.catalogue.permissions.some((permission) => permission.id === id)
      case 'CustomPolicy':
        return snapshot.customs.isKnown(id)
      case 'Feature':
        return snapshot.vocabulary.hasFeature(id)
      default:
        return false
    }
  }

  #isPrincipal(type: PrincipalType, id: string): boolean {
    return this.#holderOf(type, id)?.isKnown === true
  }

  #holderOf(type: PrincipalType, id: string): Holder | undefined {
    return this.snapshot.holders.find(principal(type, id))
  }
}

/** The environment that a scope names. To read the scope's type would be to compare one more text in every question. */
const environmentOf = (scope: Scope): EnvironmentId | undefined =>
  'environmentId' in scope ? scope.environmentId : undefined
