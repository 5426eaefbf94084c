// A question's entities as Cedar's JSON, written out from the model.
import type { AuthorizationRequest } from '../../src/domain/decision.ts'
import type { ResourceName } from '../../src/domain/entity.ts'
import { principalEntityType } from '../../src/domain/principal.ts'
import type { Model } from './worlds-model.ts'

interface Uid {
  readonly type: string
  readonly id: string
}

interface JsonEntity {
  readonly uid: Uid
  readonly attrs: Readonly<Record<string, unknown>>
  readonly parents: readonly Uid[]
}

const full = (type: string): string => (type.includes('::') ? type : `Cloudinary::${type}`)

/** The three names of a question. */
export function uidOf({ principal, action, resource }: AuthorizationRequest): {
  principal: Uid
  action: Uid
  resource: Uid
} {
  const [, namespace = 'Cloudinary', name = action] = /^(?:(.*)::)?([^:]*)$/.exec(action) ?? []
  return {
    principal: { type: full(principalEntityType[principal.type]), id: principal.id },
    action: { type: `${namespace}::Action`, id: name },
    resource: { type: full(resource.type), id: 'id' in resource ? (resource.id ?? '') : '' },
  }
}

/** Every user and group of the account, and the resource with its attributes. */
export function describeEntities(model: Model, request: AuthorizationRequest): readonly JsonEntity[] {
  const users = model.all('user').map(({ id }): JsonEntity => ({
    uid: { type: full('User'), id },
    attrs: {},
    parents: model
      .all('membership')
      .filter(({ userId }) => userId === id)
      .map(({ groupId }) => ({ type: full('Group'), id: groupId })),
  }))
  const { resource } = uidOf(request)
  const isDescribed = users.some(({ uid }) => uid.type === resource.type && uid.id === resource.id)
  if (isDescribed) return users
  return [...users, { uid: resource, attrs: attributesOf(model, request.resource), parents: [] }]
}

/** The ids of a folder and all above it. */
export function chainOf(model: Model, folder: string | null): readonly string[] {
  const record = folder === null ? undefined : model.find('folder', folder)
  return record === undefined ? [] : [record.id, ...chainOf(model, record.parentId)]
}

function attributesOf(model: Model, resource: ResourceName): Readonly<Record<string, unknown>> {
  const given = 'attributes' in resource ? (resource.attributes ?? {}) : {}
  switch (resource.type) {
    case 'Folder':
      return folderAttributes(model, resource)
    case 'Asset':
      return { ...given, ancestor_ids: chainOf(model, 'within' in resource ? resource.within : null) }
    case 'Collection':
      return collectionAttributes(model, resource)
    case 'Report':
      return 'id' in resource && resource.id !== null ? { ...given, type: resource.id } : {}
    default:
      return isApplications(resource.type) ? given : {}
  }
}

function folderAttributes(model: Model, resource: ResourceName): Readonly<Record<string, unknown>> {
  if ('within' in resource) return { ancestor_ids: chainOf(model, resource.within) }
  const record = resource.id === null ? undefined : model.find('folder', resource.id)
  return { ancestor_ids: chainOf(model, resource.id), ...(record && { name: record.name }) }
}

function collectionAttributes(model: Model, resource: ResourceName): Readonly<Record<string, unknown>> {
  if ('dynamic' in resource) return { ancestor_ids: [], dynamic: resource.dynamic }
  const record = 'id' in resource && resource.id !== null ? model.find('collection', resource.id) : undefined
  return record === undefined ? { ancestor_ids: [] } : { ancestor_ids: [record.id], dynamic: record.isDynamic }
}

/** Types of which whoever asks says what they are. */
const isApplications = (type: string): boolean =>
  type.includes('::') || ['UploadPreset', 'Transformation', 'PublicLink'].includes(type)
