import type { CallReply } from '../../api/client.ts'

/** A role as lists show it. */
export type ListedRole = CallReply<'searchRoles'>['roles'][number]

/** A permission, which the wire calls a system policy. */
export type ListedPermission = CallReply<'getSystemPolicies'>['data'][number]

/** The tabs of Role management: the three kinds of role. */
export const roleTabs = ['global', 'folder', 'collection'] as const

/** One of {@link roleTabs}. */
export type RoleTab = (typeof roleTabs)[number]

/** The tab that a role stands on. */
export function tabOf({
  permission_type,
  policy_parameters = [],
}: Pick<ListedRole, 'permission_type' | 'policy_parameters'>): RoleTab {
  if (permission_type === 'global') return 'global'
  return policy_parameters.includes('collection_id') ? 'collection' : 'folder'
}

/** Reads a tab from an address. */
export const readTab = (text: string): RoleTab => roleTabs.find((tab) => tab === text) ?? 'global'

/** What the form is open for. */
export type OpenForm = { readonly type: 'new' } | { readonly type: 'edit' | 'copy'; readonly roleId: string }

/** Reads what the form is open for from an address: `new`, `edit ID`, `copy ID`. */
export function readForm(text: string): OpenForm | null {
  if (text === 'new') return { type: 'new' }
  const [type, roleId] = [text.slice(0, 4), text.slice(5)]
  return (type === 'edit' || type === 'copy') && roleId !== '' ? { type, roleId } : null
}

/** Writes what {@link readForm} reads. */
export const writeForm = (form: OpenForm): string => (form.type === 'new' ? 'new' : `${form.type} ${form.roleId}`)
