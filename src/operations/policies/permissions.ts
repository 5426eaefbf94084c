import type { RoleKind } from '../../domain/role.ts'
import type { Level } from '../../domain/scope.ts'
import { inAccount, reading } from '../operation.ts'
import { bindPermission, catalogueOf, type BoundPermission } from '../roles/stored-role.ts'

/** Lists the permissions of a level, in the catalogue's order. */
export const listPermissions = reading<
  { readonly kinds?: readonly RoleKind[]; readonly level: Level },
  readonly BoundPermission[]
>({
  name: 'permission.list',
  summary: 'List the system policies that roles are made of.',
  access: {
    type: 'requires',
    needs: [{ action: 'read', on: ['SystemPolicy'], level: 'account', of: () => [inAccount('SystemPolicy', null)] }],
  },
  run: async ({ kinds, level }, deed) => {
    const catalogue = catalogueOf(deed)
    return catalogue.permissions
      .filter((permission) => permission.level === level && (kinds === undefined || kinds.includes(permission.kind)))
      .map((permission) => bindPermission(permission, catalogue, null))
  },
})
