/** One attribute of an entity type or of a context, as Cedar's JSON schema writes it. */
export type CedarAttribute =
  | { readonly type: 'String' | 'Boolean'; readonly required: boolean }
  | { readonly type: 'Set'; readonly element: { readonly type: 'String' }; readonly required: boolean }

/** A record of attributes. */
export interface CedarRecord {
  readonly type: 'Record'
  readonly attributes: Readonly<Record<string, CedarAttribute>>
}

/** An entity type; the arrays here and below are frozen, and typed mutable only because Cedar's own types are. */
export interface CedarEntityType {
  readonly memberOfTypes?: string[]
  readonly shape?: CedarRecord
}

/** An action, with who may do it to what. */
export interface CedarAction {
  readonly appliesTo: {
    readonly principalTypes: string[]
    readonly resourceTypes: string[]
    readonly context?: CedarRecord
  }
}

/** A schema in Cedar's JSON form: what each namespace defines. */
export type CedarSchema = Readonly<
  Record<
    'Cloudinary' | 'MediaFlows',
    {
      readonly entityTypes: Readonly<Record<string, CedarEntityType>>
      readonly actions: Readonly<Record<string, CedarAction>>
    }
  >
>

const text: CedarAttribute = { type: 'String', required: true }
const flag: CedarAttribute = { type: 'Boolean', required: true }
const texts: CedarAttribute = { type: 'Set', element: { type: 'String' }, required: true }

/** Types that have an id and nothing else a policy could ask about, and that are created, read, updated and deleted. */
const managed = [
  'UploadPreset',
  'UploadMapping',
  'MetadataField',
  'MetadataRule',
  'Transformation',
  'StreamingProfile',
  'VideoPlayer',
  'LiveStream',
  'Trigger',
  'Person',
  'Portal',
  'PublicLink',
  'Proof',
  'Role',
  'CustomPolicy',
  'User',
  'Group',
  'APIKey',
  'ProvisioningKey',
  'ProductEnvironment',
] as const

const library = ['Folder', 'Asset', 'Collection'] as const

/** Attributes of the types that have any. */
const attributes: Readonly<Record<string, CedarRecord['attributes']>> = {
  User: { root: { type: 'Boolean', required: false } },
  Folder: { ancestor_ids: texts, name: text },
  Asset: { ancestor_ids: texts, resource_type: text, public: flag },
  Collection: { ancestor_ids: texts, dynamic: flag },
  Report: { type: text },
}

/** What each action of the platform applies to. Renaming one of ours starts here; the vendor's own seven are fixed. */
const actionTable: Readonly<Record<string, readonly string[]>> = {
  create: [...library, ...managed],
  read: [...library, 'Feature', 'Report', 'Account', 'SystemPolicy', ...managed],
  update: [...library, 'Account', ...managed],
  delete: [...library, ...managed],
  move: ['Folder', 'Asset'],
  moderate: ['Asset'],
  update_settings: ['ProductEnvironment'],
  download: ['Asset'],
  relate: ['Asset'],
  update_metadata: ['Asset'],
  share: ['Folder', 'Collection'],
  manage_public_links: [...library],
  add_asset: ['Collection'],
  remove_asset: ['Collection'],
  update_security: ['ProductEnvironment'],
}

/** `direction` says which end of a move is asked about: `from` or `to`. */
const contexts: Readonly<Record<string, CedarRecord>> = {
  move: { type: 'Record', attributes: { direction: { type: 'String', required: false } } },
}

const principals = ['User', 'Group', 'APIKey', 'ProvisioningKey'] as const

const automations = ['EasyFlow', 'PowerFlow', 'LogEntry'] as const

const automationActions = ['create', 'read', 'update', 'delete'] as const

/**
 * The schema that policies are validated against and that the public schema endpoint serves; deeply frozen, keys in a
 * fixed order. The vendor's published example is abridged: what goes beyond it is our reconstruction.
 */
export const cedarSchema: CedarSchema = frozen({
  Cloudinary: {
    entityTypes: entityTypesOf([...library, 'Feature', 'Report', 'Account', 'SystemPolicy', ...managed]),
    actions: byName(Object.keys(actionTable), (action) =>
      actionOn(principals, actionTable[action] ?? [], contexts[action]),
    ),
  },
  MediaFlows: {
    entityTypes: entityTypesOf(automations),
    actions: byName(automationActions, () =>
      actionOn(
        principals.map((type) => `Cloudinary::${type}`),
        automations,
      ),
    ),
  },
})

const resourceTypesByAction = new Map<string, readonly string[]>(
  Object.entries(cedarSchema).flatMap(([namespace, { actions: own }]) =>
    Object.entries(own).map(([action, { appliesTo }]) => [
      shortName(namespace, action),
      appliesTo.resourceTypes.map((type) => shortName(namespace, type)),
    ]),
  ),
)

/** Every action by its short name: `read` is the platform's, `MediaFlows::read` the automations'. */
export const actions: readonly string[] = [...resourceTypesByAction.keys()]

/** Every resource type by its short name: `Asset`, `MediaFlows::EasyFlow`. */
export const resourceTypes: readonly string[] = [...new Set([...resourceTypesByAction.values()].flat())]

const actionsByResourceType = new Map<string, readonly string[]>(
  resourceTypes.map((type) => [type, actions.filter((action) => resourceTypesByAction.get(action)?.includes(type))]),
)

/** Lists the resource types an action applies to, all by short names; empty for an action the schema lacks. */
export function resourceTypesOf(action: string): readonly string[] {
  return resourceTypesByAction.get(action) ?? []
}

/** Lists the actions that apply to a resource type, all by short names; empty for a type the schema lacks. */
export function actionsOf(resourceType: string): readonly string[] {
  return actionsByResourceType.get(resourceType) ?? []
}

function shortName(namespace: string, name: string): string {
  return namespace === 'Cloudinary' ? name : `${namespace}::${name}`
}

function actionOn(principalTypes: readonly string[], types: readonly string[], context?: CedarRecord): CedarAction {
  const appliesTo = { principalTypes: [...principalTypes], resourceTypes: [...types] }
  return { appliesTo: context === undefined ? appliesTo : { ...appliesTo, context } }
}

function entityTypesOf(types: readonly string[]): Readonly<Record<string, CedarEntityType>> {
  return byName(types, (type) => {
    const own = attributes[type]
    return {
      ...(type === 'User' ? { memberOfTypes: ['Group'] } : {}),
      ...(own === undefined ? {} : { shape: { type: 'Record', attributes: own } }),
    }
  })
}

function byName<T>(names: readonly string[], make: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, make(name)]))
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}
