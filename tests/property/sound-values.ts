import type { Random } from '../differential/language-random.ts'
import { known } from './account.ts'
import type { Schema } from './api-document.ts'
import { keptStatement, statement } from './statements.ts'

/** Ids of what was made by earlier requests, the oldest first, so that later ones can name it. */
export interface MadeIds {
  readonly policies: string[]
  readonly roles: string[]
}

/** Makes values that a schema takes, of ids that exist wherever a field's name says what it wants. */
export class SoundValues {
  readonly #random: Random
  readonly #made: MadeIds

  constructor(random: Random, made: MadeIds) {
    this.#random = random
    this.#made = made
  }

  /** A value for a field; `parents` are the fields around it, the outermost first. */
  make(name: string, schema: Schema, parents: readonly string[] = []): unknown {
    const named = this.#byName(name, schema, parents)
    return named === undefined ? this.#bySchema(name, schema, parents) : named
  }

  /** An id that the path names. */
  pathId(name: string): string {
    if (name === 'account_id') return known.account
    if (name === 'role_id') return this.#roleId()
    return this.#random.pick(['none', ...this.#made.policies.slice(-9)])
  }

  #byName(name: string, { type }: Schema, parents: readonly string[]): unknown {
    const random = this.#random
    const field = `${parents.at(-1) ?? ''}.${name}`
    if (field === 'roles.id') return this.#roleId()
    if (/^(?:principals?)\.|\.principal/.test(field) && (name === 'id' || name === 'principal_id')) {
      return random.pick(known.principals).id
    }
    if (name === 'principal') return random.pick(known.principals)
    if (name === 'policy_parameters' && isOf(type, 'object')) return this.#parameterMap()
    if (name === 'policy_parameters') return [random.pick(['folder_id', 'collection_id', 'asset_id'])]
    if (name === 'at_least_revision') return random.pick([0, 1, 2])
    if (name === 'resource') return this.#resource()
    return this.#idOrText(name)
  }

  #idOrText(name: string): unknown {
    const random = this.#random
    const makers: Readonly<Record<string, () => unknown>> = {
      policy_statement: () => keptStatement(random),
      policy: () => statement(random),
      scope_id: () => random.pick(known.environments),
      environment: () => random.pick(known.environments),
      folder_id: () => random.pick(known.folders),
      collection_id: () => random.pick(known.collections),
      param_key: () => [random.pick(['folder_id', 'collection_id'])],
      param_value: () => [random.pick([...known.folders, ...known.collections])],
      system_policy_ids: () => random.some(3, () => random.pick(known.permissions)),
      id: () => random.pick(known.customRoles),
      name: () => `Name ${random.below(30)}`,
      permission_type: () => random.pick(['global', 'content']),
      cursor: () => '',
      action: () => random.pick(['read', 'create', 'update', 'delete', 'download', 'Cloudinary::Action::"read"']),
      context: () => ({ direction: random.pick(['from', 'to']) }),
    }
    return Object.hasOwn(makers, name) ? makers[name]?.() : undefined
  }

  #bySchema(name: string, schema: Schema, parents: readonly string[]): unknown {
    const random = this.#random
    const options = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
    if (options !== undefined) return this.make(name, random.pick(options), parents)
    if ('const' in schema) return schema.const
    if (Array.isArray(schema.enum)) return random.pick(schema.enum as readonly unknown[])
    const types = Array.isArray(schema.type) ? (schema.type as readonly unknown[]) : [schema.type]
    const type = random.pick(types)
    if (type === 'null') return null
    if (type === 'boolean') return random.chance(0.5)
    if (type === 'integer' || type === 'number') return random.below(50)
    if (type === 'array') return random.some(3, () => this.make('', (schema.items ?? {}) as Schema, [...parents, name]))
    if (type === 'object' || schema.properties !== undefined) return this.#object(schema, [...parents, name])
    return `text ${random.below(5)}`
  }

  #object({ properties = {}, required = [] }: Schema, parents: readonly string[]): unknown {
    const around = parents.filter((parent) => parent !== '')
    const names = Object.entries(properties as Readonly<Record<string, Schema>>)
    return Object.fromEntries(
      names
        .filter(([name]) => (required as readonly string[]).includes(name) || this.#random.chance(0.6))
        .map(([name, schema]) => [name, this.make(name, schema, around)]),
    )
  }

  #roleId(): string {
    const { systemRoles, customRoles } = known
    return this.#random.pick([...systemRoles, ...customRoles, ...this.#made.roles.slice(-12)])
  }

  #parameterMap(): unknown {
    const random = this.#random
    return random.chance(0.8) ? { folder_id: random.pick(known.folders) } : { collection_id: known.collections[0] }
  }

  #resource(): unknown {
    const random = this.#random
    const folder = random.pick(known.folders)
    return random.pick([
      { type: 'Folder', id: folder },
      { type: 'Asset', folder },
      { type: 'Asset', id: null },
      { type: 'Collection', id: known.collections[0] },
      { type: 'Report', id: 'r', attributes: { type: 'usage' } },
      { type: 'Role', id: random.pick(known.customRoles) },
      { type: 'User', id: 'user1' },
    ])
  }
}

const isOf = (type: unknown, sought: string): boolean =>
  type === sought || (Array.isArray(type) && type.includes(sought))
