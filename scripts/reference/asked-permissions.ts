import type { ResourceName } from '../../src/domain/entity.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { libraryFeature } from '../../src/engine/snapshot/vocabulary.ts'
import { declaredOperations } from './access.ts'
import { engineOfLoneRoles, nobody, resourceOf, resourcesInPlaces, scopeOf } from './lone-roles.ts'

/** What an operation asks the engine: a need, what it filters by, or what part of its answer takes. */
interface Asked {
  readonly name: string
  readonly action: string
  readonly resources: readonly ResourceName[]
  readonly levels: readonly ('account' | 'environment')[]
}

/** The operations that each permission meets a need of, or adds to the answer of, as the engine finds them. */
export function operationsByPermission(): ReadonlyMap<string, readonly string[]> {
  const engine = engineOfLoneRoles()
  const found = new Map<string, Set<string>>()
  for (const asked of allAsked()) {
    for (const id of permissionsMeeting(asked, engine)) found.set(id, (found.get(id) ?? new Set()).add(asked.name))
  }
  return new Map([...found].map(([id, names]) => [id, [...names]]))
}

/** Content roles count for nothing where the Media Library is closed: that is asked before every one of their permissions. */
const gate: Asked = {
  name: 'every use of a content role',
  action: 'read',
  resources: [{ type: 'Feature', id: libraryFeature }],
  levels: ['environment'],
}

function allAsked(): readonly Asked[] {
  const asked = declaredOperations().flatMap(({ name, access }) => {
    if (access.type !== 'requires') return []
    const needs = access.needs.flatMap(({ action, on, feature, level }) =>
      on.map((type) => ({ name, action, resources: resourcesOf(type, feature), levels: [level] })),
    )
    const filters = (access.filters?.on ?? []).map((type) => ({
      ...{ name, action: access.filters?.action ?? '', resources: resourcesOf(type, undefined) },
      levels: ['account', 'environment'] as const,
    }))
    const parts = (access.parts ?? []).map(({ action, feature }) => ({
      ...{ name, action, resources: resourcesOf('Feature', feature) },
      levels: ['environment'] as const,
    }))
    return [...needs, ...filters, ...parts]
  })
  return [...asked, gate]
}

const resourcesOf = (type: string, feature: string | undefined): readonly ResourceName[] => [
  resourceOf(type, feature ?? null),
  ...resourcesInPlaces(type),
]

const permissionsMeeting = ({ action, resources, levels }: Asked, engine: Engine): readonly string[] =>
  resources.flatMap((resource) =>
    levels.flatMap((level) => {
      const scope = scopeOf(level, resource.type)
      return engine.findRemedies({ principal: nobody, action, resource, scope, at: 0 }).permissionIds
    }),
  )
