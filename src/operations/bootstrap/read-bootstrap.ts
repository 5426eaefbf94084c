import { namedByRules } from '../../domain/catalogue/system-catalogue.ts'
import { accountId } from '../../domain/ids.ts'
import { plans } from '../../domain/plan.ts'
import type { Principal } from '../../domain/principal.ts'
import { isSamePrincipal } from '../../domain/principal.ts'
import type { AccountRecord } from '../../domain/records.ts'
import type { Draft, DraftSource } from './draft.ts'
import { Drafting } from './draft.ts'
import type { ObjectReader } from './fields.ts'
import { readObject, textRules } from './fields.ts'
import { readCustomRoles } from './read-custom-roles.ts'
import { readEnvironments } from './read-environments.ts'
import { readAccountKeys } from './read-keys.ts'
import { readGroups, readUsers } from './read-people.ts'
import { readPolicies } from './read-policies.ts'
import { assignRoles } from './role-entries.ts'

/** One thing wrong with a bootstrap file: where, e.g. `users[0].roles[1].folder`, and what. */
export interface BootstrapFault {
  readonly path: string
  readonly message: string
}

/**
 * Reads a bootstrap file, parsed from YAML or JSON, into what it would store.
 *
 * Every fault is named, not only the first; members it doesn't know are faults too. No message holds a secret.
 *
 * @returns faults in the order of reading: the account, custom roles, environments, groups, users, policies, then all
 * role entries; `$` is the path of the whole
 */
export function readBootstrap(
  input: unknown,
  source: DraftSource,
): { readonly draft: Draft } | { readonly faults: readonly BootstrapFault[] } {
  const faults: BootstrapFault[] = []
  const blame = (path: string, message: string): void => void faults.push({ path, message })
  const whole = readObject({ value: input, path: '$' }, sections, blame)
  if (whole === undefined) return { faults }
  const accountReader = readObject(whole.any('account'), accountNames, blame)
  const drafting = new Drafting(source, readAccount(accountReader, source), blame)
  readCustomRoles(drafting, whole.list('custom_roles'))
  if (accountReader !== undefined) readAccountKeys(drafting, accountReader.list('management_keys'))
  readEnvironments(drafting, whole.list('environments'))
  readGroups(drafting, whole.list('groups'))
  readUsers(drafting, whole.list('users'))
  readPolicies(drafting, whole.list('custom_policies'))
  assignRoles(drafting)
  // With other faults, whoever was to be Master Admin may have been lost to one of them.
  if (faults.length === 0 && !hasMasterAdmin(drafting)) {
    blame(
      'account',
      `has nobody with \`${namedByRules.accountMasterAdmin}\` who could sign in: give it to a key or a user`,
    )
  }
  return faults.length === 0 ? { draft: drafting } : { faults }
}

const sections = ['account', 'environments', 'groups', 'users', 'custom_roles', 'custom_policies']
const accountNames = ['id', 'name', 'plan', 'assets_advanced', 'management_keys']

/** A self-hosted account has everything unless the file says otherwise (design, section plans). */
function readAccount(reader: ObjectReader | undefined, { ids, at }: DraftSource): AccountRecord {
  const id = reader?.optionalText('id', textRules.id)
  return {
    id: id === undefined ? ids.account() : accountId(id),
    name: reader?.text('name', textRules.name) ?? '',
    plan: reader?.word('plan', plans, 'enterprise') ?? 'enterprise',
    assetsAdvanced: reader?.flag('assets_advanced', true) ?? true,
    isActive: true,
    createdAt: at,
    updatedAt: at,
  }
}

/** Somebody must be able to run the account: an enabled key, or a user who can sign in, by herself or by a group. */
function hasMasterAdmin(drafting: Drafting): boolean {
  const holders = drafting.assignments
    .filter(({ roleId }) => roleId === namedByRules.accountMasterAdmin)
    .map(({ principal }) => principal)
  const isHolder = (principal: Principal): boolean => holders.some((holder) => isSamePrincipal(holder, principal))
  return (
    drafting.accountKeys.some(({ id, isEnabled }) => isEnabled && isHolder({ type: 'account_key', id })) ||
    drafting.users.some(
      ({ id, isEnabled, isPending }) =>
        isEnabled &&
        !isPending &&
        (isHolder({ type: 'user', id }) ||
          drafting.memberships.some(
            ({ userId, groupId }) => userId === id && isHolder({ type: 'group', id: groupId }),
          )),
    )
  )
}
