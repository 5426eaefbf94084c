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

  /** Forgets the question before. */
  start(): void {
    this.#principal = null
    this.#action = null
    this.#resource = null
    this.#context = null
    this.#attributes.start()
  }

  /**
   * Tells whether anything was read since this was last asked that can't be a Cedar value: whoever read it has come to no
   * answer. What nobody reads may be anything.
   */
  hasReadNoValue(): boolean {
    if (!this.#attributes.hasReadNoValue) return false
    this.#attributes.hasReadNoValue = false
    return true
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
    return (this.#context ??= this.#readContext()) ?? nothingSaid
  }

  /** What is said of the resource; {@link View.find} finds the same. */
  get resourceAttributes(): Attributes {
    return this.#attributes
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

  /** Nothing is kept of a context that is none, so that everyone who reads it finds out. */
  #readContext(): Attributes | null {
    const { context } = this.#question.request
    if (context === undefined) return nothingSaid
    const record = recordOf(context)
    if (record === undefined) this.#attributes.hasReadNoValue = true
    return record ?? null
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

const principalTypeNames: Readonly<Record<PrincipalType, string>> = {
  user: `Cloudinary::${principalEntityType.user}`,
  group: `Cloudinary::${principalEntityType.group}`,
  api_key: `Cloudinary::${principalEntityType.api_key}`,
  account_key: `Cloudinary::${principalEntityType.account_key}`,
}

const groupType = principalTypeNames.group
const nothingSaid: Attributes = new Map()
const noParents: readonly EntityUid[] = Object.freeze([])
const noGroups: readonly Holder[] = Object.freeze([])
