import type { ContextValue } from '../../domain/context.ts'
import { principal, principalEntityType } from '../../domain/principal.ts'
import type { EntityUid } from '../language/ast.ts'
import { isSameEntity } from '../language/ast.ts'
import type { EvaluationRequest } from '../language/compile.ts'
import { recordOf, type Attributes, type Entity, type EntityStore } from '../language/values.ts'
import type { Holder } from '../snapshot/holders.ts'
import { actionEntity, fullType } from '../snapshot/vocabulary.ts'
import type { Question } from './question.ts'
import { givenAttributes, ResourceAttributes } from './resource-attributes.ts'

/** The id an entity has that doesn't exist yet; no stored id is empty. */
const noId = ''

/**
 * A question as Cedar expressions see it: the resource as the store describes it, and users in their groups. One object
 * serves one question after another, and makes each part when a condition first reads it: most read one or two.
 */
export class View implements EvaluationRequest, EntityStore {
  readonly #question: Question
  #principal: EntityUid | null = null
  #action: EntityUid | null = null
  #resource: EntityUid | null = null
  #resourceEntity: Entity | null = null
  #context: Attributes | null = null

  constructor(question: Question) {
    this.#question = question
  }

  /** Forgets the question before. */
  start(): void {
    this.#principal = null
    this.#action = null
    this.#resource = null
    this.#resourceEntity = null
    this.#context = null
  }

  /** Tells whether the request's context and attributes can be Cedar records; else nothing can be evaluated. */
  isCedar(): boolean {
    const { context, resource } = this.#question.request
    return (context === undefined || isCedarRecord(context)) && isCedarRecord(givenAttributes(resource))
  }

  get principal(): EntityUid {
    const { type, id } = this.#question.request.principal
    return (this.#principal ??= { type: `Cloudinary::${principalEntityType[type]}`, id })
  }

  get action(): EntityUid {
    return (this.#action ??= actionEntity(this.#question.request.action))
  }

  get resource(): EntityUid {
    const { resource } = this.#question.request
    const id = 'id' in resource ? resource.id : null
    return (this.#resource ??= { type: fullType(resource.type), id: id ?? noId })
  }

  get context(): Attributes {
    return (this.#context ??= recordOf(this.#question.request.context ?? {}) ?? new Map())
  }

  get entities(): EntityStore {
    return this
  }

  find(uid: EntityUid): Entity | undefined {
    if (isSameEntity(uid, this.resource)) return (this.#resourceEntity ??= this.#describeResource(uid))
    return isSameEntity(uid, this.principal) ? { uid, attributes: new Map(), parents: this.#parentsOf(uid) } : undefined
  }

  isIn(child: EntityUid, ancestor: EntityUid): boolean {
    return ancestor.type === groupType && this.#groupsOf(child).some((group) => group.principal.id === ancestor.id)
  }

  #describeResource(uid: EntityUid): Entity {
    return { uid, attributes: new ResourceAttributes(this.#question), parents: this.#parentsOf(uid) }
  }

  #parentsOf(uid: EntityUid): readonly EntityUid[] {
    return this.#groupsOf(uid).map((group) => ({ type: groupType, id: group.principal.id }))
  }

  #groupsOf({ type, id }: EntityUid): readonly Holder[] {
    if (type !== 'Cloudinary::User') return noGroups
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
  if (typeof value === 'string' || typeof value === 'boolean') return true
  return typeof value === 'number' ? Number.isSafeInteger(value) : Array.isArray(value) && value.every(isPlain)
}

const groupType = 'Cloudinary::Group'
const noGroups: readonly Holder[] = Object.freeze([])
