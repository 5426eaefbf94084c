import type { Catalogue } from '../../src/domain/catalogue.ts'
import { permissionId, roleId } from '../../src/domain/ids.ts'
import type { Permission } from '../../src/domain/permission.ts'
import type { Role, RoleKind } from '../../src/domain/role.ts'
import type { VocabularySource } from '../../src/engine/snapshot/vocabulary.ts'
import { Random } from './random.ts'

/** The levels of workload W. Ours has no unscoped assignment of an asset's permission: `account` reaches all environments. */
export const levels = ['account', 'environment', 'folder', 'collection'] as const

/** One of {@link levels}. */
export type WorkloadLevel = (typeof levels)[number]

/** The ten actions of workload W. */
export const workloadActions = [
  ...['read', 'update', 'create', 'delete', 'move', 'download', 'share', 'tag', 'comment', 'approve'],
] as const

/** One system policy of the workload, in plain data for the oracle and the peers. */
export interface WorkloadPolicy {
  readonly id: string
  readonly level: WorkloadLevel
  readonly actions: readonly string[]
  readonly type: string
  /** Demands `resource.status == "approved"`. */
  readonly isResidual: boolean
}

/** One role of the workload: positions in the list of policies, all of the role's own level. */
export interface WorkloadRole {
  readonly id: string
  readonly level: WorkloadLevel
  readonly policies: readonly number[]
}

/** 100 system policies and 50 roles, with one of each added that opens the Media Library. */
export interface WorkloadCatalogue {
  readonly policies: readonly WorkloadPolicy[]
  readonly roles: readonly WorkloadRole[]
  readonly catalogue: Catalogue
  readonly vocabulary: VocabularySource
}

/** The role that opens the Media Library; every holder has it, itself or through a group. */
export const libraryRoleId = 'bench::role::library'

const policyCounts = { account: 8, environment: 17, folder: 55, collection: 20 } as const
const roleCounts = { account: 4, environment: 8, folder: 28, collection: 10 } as const
const types = ['Asset', 'Folder', 'Collection', 'UploadPreset'] as const
const residualPolicies = 5

/** Positions of the roles of each level, more roles for the question of growth left out: nobody holds those. */
export const rolesOf: Readonly<Record<WorkloadLevel, readonly number[]>> = {
  account: [0, 1, 2, 3],
  environment: range(4, 8),
  folder: range(12, 28),
  collection: range(40, 10),
}

/** Makes the catalogue of workload W; `roleFactor` times as many roles for the question of growth. */
export function makeCatalogue(seed: number, roleFactor = 1): WorkloadCatalogue {
  const policies = makePolicies(new Random(seed, 'policies'))
  const random = new Random(seed, 'roles')
  const roles = Array.from({ length: roleFactor }, () =>
    levels.flatMap((level) => Array.from({ length: roleCounts[level] }, () => level)),
  )
    .flat()
    .map((level, position) => makeRole(random, policies, level, position))
  const at = 0
  return {
    policies,
    roles,
    catalogue: {
      at,
      permissions: [...policies.map(permissionOf), libraryPermission],
      roles: [...roles.map((role) => roleOf(role, policies)), libraryRole],
    },
    vocabulary: { actions: workloadActions, resourceTypes: [...types, 'Feature'] },
  }
}

function range(start: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => start + at)
}

function makePolicies(random: Random): readonly WorkloadPolicy[] {
  let residualsLeft = residualPolicies
  return levels.flatMap((level) =>
    Array.from({ length: policyCounts[level] }, (_, position) => {
      const type = typeFor(random, level)
      const isResidual = level === 'folder' && type === 'Asset' && position % 8 === 0 && residualsLeft-- > 0
      const actions = random.pickSome(workloadActions, 1 + random.below(4))
      return { id: `bench::policy::${level}_${position}`, level, actions, type, isResidual }
    }),
  )
}

function typeFor(random: Random, level: WorkloadLevel): string {
  if (level === 'collection') return 'Collection'
  return level === 'folder' ? (random.chance(0.7) ? 'Asset' : 'Folder') : random.pick(types)
}

function makeRole(
  random: Random,
  policies: readonly WorkloadPolicy[],
  level: WorkloadLevel,
  position: number,
): WorkloadRole {
  const own = policies.flatMap((policy, at) => (policy.level === level ? [at] : []))
  const picked = random.pickSome(own, 2 + random.below(5)).sort((a, b) => a - b)
  return { id: `bench::role::${level}_${position}`, level, policies: picked }
}

/** The kind of our roles that stands for a level. */
export const kindOf = (level: WorkloadLevel): RoleKind =>
  level === 'folder' || level === 'collection' ? level : 'global'

/** Writes a system policy as Cedar; `principal` and `target` fill in what an assignment of it says. */
export function statementOf(policy: WorkloadPolicy, principal: string, target: string | null): string {
  const actions = policy.actions.map((action) => `Cloudinary::Action::"${action}"`).join(', ')
  const conditions = [
    ...(target === null ? [] : [target]),
    ...(policy.isResidual ? ['resource.status == "approved"'] : []),
  ]
  const condition = conditions.length === 0 ? '' : ` when { ${conditions.join(' && ')} }`
  return `permit (${principal}, action in [${actions}], resource is Cloudinary::${policy.type})${condition};`
}

const shown = { name: '', description: '', category: '', subCategory: '' } as const
const confidence = { id: 'seen', name: 'seen', statement: 'seen' } as const

function permissionOf(policy: WorkloadPolicy): Permission {
  const kind = kindOf(policy.level)
  const target = kind === 'global' ? null : `resource.ancestor_ids.contains("<${kind}_id>")`
  const statements = [statementOf(policy, 'principal', target)]
  return { ...shown, confidence, id: permissionId(policy.id), kind, level: 'environment', statements }
}

function roleOf(role: WorkloadRole, policies: readonly WorkloadPolicy[]): Role {
  const permissionIds = role.policies.map((position) => permissionId(policies[position]?.id ?? ''))
  return {
    ...{ id: roleId(role.id), name: role.id, description: null, management: 'system', level: 'environment' },
    ...{ kind: kindOf(role.level), permissionIds },
  }
}

const libraryPermission: Permission = {
  ...{ ...shown, confidence, id: permissionId('bench::policy::library'), kind: 'global', level: 'environment' },
  statements: [
    'permit (principal, action == Cloudinary::Action::"read", resource == Cloudinary::Feature::"cld::global::ml::access");',
  ],
}

const libraryRole: Role = {
  ...{ id: roleId(libraryRoleId), name: libraryRoleId, description: null, management: 'system', kind: 'global' },
  ...{ level: 'environment', permissionIds: [libraryPermission.id] },
}
