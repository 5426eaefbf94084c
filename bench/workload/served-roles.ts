import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Permission } from '../../src/domain/permission.ts'
import type { Random } from './random.ts'

/** The types of resources that are asked about over HTTP. */
export const servedTypes = ['Asset', 'Folder', 'Collection'] as const

/** One of {@link servedTypes}. */
export type ServedType = (typeof servedTypes)[number]

/** A role: of the server's own catalogue, or of permissions of it. */
export interface ServedRole {
  readonly id: string
  readonly kind: 'global' | 'folder' | 'collection'
  readonly permissionIds: readonly string[]
  /** What it permits, under no condition but its place. */
  readonly permits: readonly { readonly type: ServedType; readonly action: string }[]
}

/** As many as workload W has; custom collection roles don't exist, so those are the catalogue's own. */
const customCounts = { global: 12, folder: 28 } as const

/** Makes the roles: each of 2 to 6 permissions of its kind. */
export function makeServedRoles(random: Random): readonly ServedRole[] {
  const custom = (['global', 'folder'] as const).flatMap((kind) => {
    const plain = systemCatalogue.permissions.filter((one) => one.kind === kind && isPlain(one))
    return Array.from({ length: customCounts[kind] }, (_, number) =>
      roleOf(`bench_${kind}_${number}`, kind, random.pickSome(plain, 2 + random.below(5))),
    )
  })
  const collection = systemCatalogue.roles
    .filter(({ kind }) => kind === 'collection')
    .map(({ id, permissionIds }) =>
      roleOf(
        id,
        'collection',
        systemCatalogue.permissions.filter((one) => permissionIds.includes(one.id)),
      ),
    )
  return [...custom, ...collection]
}

const roleOf = (id: string, kind: ServedRole['kind'], permissions: readonly Permission[]): ServedRole => ({
  ...{ id, kind, permissionIds: permissions.map((one) => one.id) },
  permits: permissions.flatMap(({ statements }) => statements.flatMap(readStatement)),
})

/** Read from the statement's own text, without the engine. */
function readStatement(statement: string): ServedRole['permits'] {
  const type = servedTypes.find((one) => statement.includes(`resource is Cloudinary::${one})`))
  const actions = [...statement.matchAll(/Action::"(\w+)"/g)].map(([, action = '']) => action)
  return type === undefined ? [] : actions.map((action) => ({ type, action }))
}

const placeTest = /when\s*\{\s*resource\.ancestor_ids\.contains\("<\w+>"\)\s*\}/

/** Tells whether a permission of an environment speaks of the types asked about alone, and under no condition but its place. */
const isPlain = ({ level, statements }: Permission): boolean =>
  level === 'environment' &&
  statements.every((one) => readStatement(one).length > 0 && !/when|unless/.test(one.replace(placeTest, '')))
