import type { ResourceName } from '../../domain/entity.ts'
import { principal, principalEntityType } from '../../domain/principal.ts'
import type { EntityUid } from '../language/ast.ts'
import { isSameEntity } from '../language/ast.ts'
import type { EvaluationRequest } from '../language/compile.ts'
import { recordOf, type Entity, type EntityStore } from '../language/values.ts'
import { actionEntity, fullType } from '../snapshot/vocabulary.ts'
import { ResourceAttributes } from './resource-attributes.ts'
import type { Question } from './question.ts'

/** The id an entity has that doesn't exist yet; no stored id is empty. */
const noId = ''

/**
 * A question as Cedar expressions see it. Made only when a condition has to be evaluated, since most decisions need none.
 *
 * @returns undefined when the request's context can't be a Cedar record
 */
export function viewOf(question: Question): EvaluationRequest | undefined {
  const { request } = question
  const context = recordOf(request.context ?? {})
  if (context === undefined) return undefined
  const resource: EntityUid = {
    type: fullType(request.resource.type),
    id: idOf(request.resource) ?? noId,
  }
  const asking: EntityUid = {
    type: `Cloudinary::${principalEntityType[request.principal.type]}`,
    id: request.principal.id,
  }
  const entities = new QuestionEntities(question, asking, resource)
  return { principal: asking, action: actionEntity(request.action), resource, context, entities }
}

const idOf = (resource: ResourceName): string | null => ('id' in resource ? resource.id : null)

/** What a question says of entities: the resource as the store describes it, and users in their groups. */
class QuestionEntities implements EntityStore {
  readonly #question: Question
  readonly #principal: EntityUid
  readonly #resource: EntityUid
  #resourceEntity: Entity | undefined

  constructor(question: Question, principal: EntityUid, resource: EntityUid) {
    this.#question = question
    this.#principal = principal
    this.#resource = resource
  }

  find(uid: EntityUid): Entity | undefined {
    if (isSameEntity(uid, this.#resource)) return (this.#resourceEntity ??= this.#describeResource())
    return isSameEntity(uid, this.#principal) ? { uid, attributes: new Map(), parents: this.#groupsOf(uid) } : undefined
  }

  isIn(child: EntityUid, ancestor: EntityUid): boolean {
    return this.#groupsOf(child).some((group) => isSameEntity(group, ancestor))
  }

  #describeResource(): Entity {
    const attributes = new ResourceAttributes(this.#question)
    return { uid: this.#resource, attributes, parents: this.#groupsOf(this.#resource) }
  }

  #groupsOf(uid: EntityUid): readonly EntityUid[] {
    if (uid.type !== 'Cloudinary::User') return []
    const holder = this.#question.snapshot.holders.find(principal('user', uid.id))
    return (holder?.groups ?? []).map((group) => ({ type: 'Cloudinary::Group', id: group.principal.id }))
  }
}
