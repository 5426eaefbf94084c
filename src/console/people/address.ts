import type { PrincipalTypeName } from '../../api/spellings.ts'

/** The address of the page of a principal. */
export const principalPath = (type: PrincipalTypeName, id: string): string =>
  `/principals/${type}/${encodeURIComponent(id)}`

/** The address that shows a role. */
export const rolePath = (roleId: string): string => `/roles?role=${encodeURIComponent(roleId)}`
