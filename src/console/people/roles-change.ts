/** The endpoints whose answers depend on who has which roles. */
export const rolesChange = [
  'searchUsers',
  'listGroups',
  'listApiKeys',
  'listAccountKeys',
  'getPrincipal',
  'decide',
  'listChanges',
] as const
