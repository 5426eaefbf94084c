import type { RoleKind } from '../role.ts'
import type { Level } from '../scope.ts'
import type { Blame, Fields } from './import-fields.ts'
import { kindOf, requiredWord } from './import-fields.ts'

/** What a policy or a role says of its own kind and level; undefined where it said nothing usable. */
export interface Declared {
  readonly type: 'global' | 'content' | undefined
  readonly level: Level | undefined
  /** From `policy_parameters`; undefined when absent, as in the catalogue endpoint itself. */
  readonly parameter: ContentKind | undefined
}

/** The kinds that need a parameter. */
export type ContentKind = Exclude<RoleKind, 'global'>

/** What stands in a statement for the folder or collection that a role is assigned on. */
export const placeholders: readonly (readonly [ContentKind, string])[] = [
  ['folder', '<folder_id>'],
  ['collection', '<collection_id>'],
]

/** Reads `permission_type`, `scope_type` and `policy_parameters`, which must fit each other. */
export function readDeclared(fields: Fields, path: string, blame: Blame): Declared {
  const type = requiredWord(fields, 'permission_type', ['global', 'content'], path, blame)
  const scope = requiredWord(fields, 'scope_type', ['account', 'prodenv'], path, blame)
  const parameter = readParameter(fields, path, blame)
  if (type === 'content' && scope === 'account') {
    blame(`${path}.scope_type`, 'must be `prodenv` for content, is `account`')
  }
  if (type === 'global' && parameter !== undefined) {
    blame(`${path}.policy_parameters`, `must be absent or empty for global, names \`${parameter}_id\``)
  }
  return { type, level: scope === 'prodenv' ? 'environment' : scope, parameter }
}

/** The content kind that an id such as `cld::role::folder::viewer` names, if it does. */
export function kindInId(id: string): ContentKind | undefined {
  const kind = /^cld::(?:policy|role)::(?:content::)?(folder|collection)::/u.exec(id)?.[1]
  return kind === 'folder' || kind === 'collection' ? kind : undefined
}

function readParameter(fields: Fields, path: string, blame: Blame): ContentKind | undefined {
  const value = fields.policy_parameters
  if (value === undefined || value === null) return undefined
  const place = `${path}.policy_parameters`
  if (!Array.isArray(value)) {
    blame(place, `must be an array, is ${kindOf(value)}`)
    return undefined
  }
  if (value.length === 0) return undefined
  if (value.length === 1 && value[0] === 'folder_id') return 'folder'
  if (value.length === 1 && value[0] === 'collection_id') return 'collection'
  blame(place, 'must hold either `folder_id` or `collection_id` and nothing else')
  return undefined
}
