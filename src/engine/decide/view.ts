import type { ContextValue } from '../../domain/context.ts'
import { principal, principalEntityType, type PrincipalType } from '../../domain/principal.ts'
import type { EntityUid } from '../language/ast.ts'
import { isSameEntity } from '../language/ast.ts'
import type { EvaluationRequest } from '../language/compile.ts'
import { recordOf, type Attributes, type Entity, type EntityStore } from '../language/values.ts'
import type { Holder } from '../snapshot/holders.ts'
import { actionEntity, fullType } from '../snapshot/vocabulary.ts'
import type { Question } from './question.ts'
import { ResourceAttributes } from './resource-attributes.ts'

/** The id an entity has that doesn't exist yet; no stored id is empty. */
const noId = ''

/**
 * A question as Cedar expressions see it: the resource as the store describes it, and users in their groups. One object
 * serves one question after another, and makes each part when a condition first reads it: most read one or two.
 */
export class View implements EvaluationRequest, EntityStore {
  readonly #question: Question
  /** Full names of resource types by slot, so that none is put together twice. */
  readonly #typeNames: (string | undefined)[] = []
  #principal: EntityUid | null = null
  #action: EntityUid | null = null
  #resource: EntityUid | null = null
  readonly #attributes: ResourceAttributes
  /** The resource of every question: what it says follows the question. */
  readonly #resourceEntity: Entity
  #context: Attributes | null = null

  constructor(question: Question) {
    this.#question = question
    this.#attributes = new ResourceAttributes(question)
    this.#resourceEntity = this.#describeResource()
  }

  /**
   * Forgets the question before.
   *
   * @returns whether the request's context and attributes can be Cedar records; else nothing can be evaluated
   */
  start(): boolean {
    this.#principal = null
    this.#action = null
    this.#resource = null
    this.#context = null
    const given = this.#attributes.start()
    const { context } = this.#question.request
    return (context === undefined || isCedarRecord(context)) && isCedarRecord(given)
  }

  get principal(): EntityUid {
    return (this.#principal ??= this.#namePrincipal())
  }

  get action(): EntityUid {
    return (this.#action ??= actionEntity(this.#question.request.action))
  }

  get resource(): EntityUid {
    return (this.#resource ??= this.#nameResource())
  }

  get context(): Attributes {
    return (this.#context ??= recordOf(this.#question.request.context ?? {}) ?? new Map())
  }

  get entities(): EntityStore {
    return this
  }

  find(uid: EntityUid): Entity | undefined {
    if (uid === this.#resource || isSameEntity(uid, this.resource)) return this.#resourceEntity
    return isSameEntity(uid, this.principal) ? { uid, attributes: new Map(), parents: this.#parentsOf(uid) } : undefined
  }

  isIn(child: EntityUid, ancestor: EntityUid): boolean {
    return ancestor.type === groupType && this.#groupsOf(child).some((group) => group.principal.id === ancestor.id)
  }

  #namePrincipal(): EntityUid {
    const { type, id } = this.#question.request.principal
    return { type: principalTypeNames[type], id }
  }

  #nameResource(): EntityUid {
    const { request, slot } = this.#question
    const { resource } = request
    const id = ('id' in resource ? resource.id : null) ?? noId
    // A slot stands for one type, but for the first one, which stands for every type without a slot of its own.
    if (slot === 0) return { type: fullType(resource.type), id }
    return { type: (this.#typeNames[slot] ??= fullType(resource.type)), id }
  }

  #describeResource(): Entity {
    const named = (): EntityUid => this.resource
    const parentsOf = (uid: EntityUid): readonly EntityUid[] => this.#parentsOf(uid)
    return {
      attributes: this.#attributes,
      get uid() {
        return named()
      },
      get parents() {
        return parentsOf(named())
      },
    }
  }

  #parentsOf(uid: EntityUid): readonly EntityUid[] {
    const groups = this.#groupsOf(uid)
    return groups.length === 0 ? noParents : groups.map((group) => ({ type: groupType, id: group.principal.id }))
  }

  #groupsOf({ type, id }: EntityUid): readonly Holder[] {
    if (type !== principalTypeNames.user) return noGroups
    return this.#question.snapshot.holders.find(principal('user', id))?.groups ?? noGroups
  }
}

function isCedarRecord(record: Readonly<Record<string, ContextValue>>): boolean {
  for (const name in record) {
    const member = record[name]
    // Plain values are told at sight; for the rest the record itself must be made to tell.
    if (member !== undefined && !isPlain(member)) return recordOf(record) !== undefined
  }
  return true
}

function isPlain(value: ContextValue): boolean {
  if (!Array.isArray(value)) return isPrimitive(value)
  for (const element of value) if (!isPrimitive(element)) return false
  return true
}

const isPrimitive = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value))

const principalTypeNames: Readonly<Record<PrincipalType, string>> = {
  user: `Cloudinary::${principalEntityType.user}`,
  group: `Cloudinary::${principalEntityType.group}`,
  api_key: `Cloudinary::${principalEntityType.api_key}`,
  account_key: `Cloudinary::${principalEntityType.account_key}`,
}

const groupType = principalTypeNames.group
const noParents: readonly EntityUid[] = Object.freeze([])
const noGroups: readonly Holder[] = Object.freeze([])
