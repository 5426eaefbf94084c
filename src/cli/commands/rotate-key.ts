import { principal } from '../../domain/principal.ts'
import { show, type AccountFlags } from '../account-command.ts'
import { sayPrincipal, type KnownPrincipal } from '../names.ts'
import type { Terminal } from '../terminal.ts'
import type { InputOf, OperatedAccount } from './at-store.ts'
import { findDetail, giveOwner } from './key-lists.ts'

/**
 * Makes a key in the place of another: of the same kind, with the same roles, owner and purpose. Both work until the old one is disabled, so
 * that programs can change over one after the other.
 */
export async function rotateKey(
  terminal: Terminal,
  account: OperatedAccount,
  old: KnownPrincipal,
  flags: AccountFlags & { readonly name?: string },
): Promise<void> {
  const name = flags.name ?? `${old.name} ${new Date().toISOString().slice(0, 10)}`
  const roles = await rolesOf(account, old)
  const { ownerId, purpose } = (await findDetail(account, old)).key
  const { key, secret } = await makeLike(account, old, { name, purpose })
  const made = { ...old, principal: principal(old.principal.type, key.id) }
  await giveRoles(account, made, roles)
  if (ownerId !== null) await giveOwner(account, made, ownerId)
  show(terminal, flags, { key: key.id, name: key.name, secret, roles: roles.length, replaces: old.principal.id }, () =>
    [
      `made the key ${key.name} with the ${roles.length} roles of ${old.name}; the secret is told here and nowhere else:`,
      `  key ${key.id} secret ${secret}`,
      `${sayPrincipal(old)} still works; when nothing uses it any more: rolecall key disable ${old.principal.id}`,
    ].join('\n'),
  )
}

const makeLike = (
  account: OperatedAccount,
  { environmentId }: KnownPrincipal,
  like: { readonly name: string; readonly purpose: string | null },
) =>
  environmentId === null
    ? account.perform('account-key.create', like)
    : account.perform('api-key.create', { environmentId, ...like, isEnabled: true })

/** A new key that can't have the roles is not left behind. */
async function giveRoles(
  account: OperatedAccount,
  { principal: holder, environmentId }: KnownPrincipal,
  roles: readonly Omit<NamedAssignment, 'principal'>[],
): Promise<void> {
  if (roles.length === 0) return
  const assignments = roles.map((one) => ({ ...one, principal: holder }))
  try {
    await account.perform('assignment.change', { change: 'add', assignments })
  } catch (error) {
    if (environmentId === null) await account.perform('account-key.delete', { keyId: holder.id })
    else await account.perform('api-key.delete', { environmentId, keyId: holder.id })
    throw error
  }
}

type NamedAssignment = InputOf<'assignment.change'>['assignments'][number]

async function rolesOf(
  account: OperatedAccount,
  { principal: holder }: KnownPrincipal,
): Promise<readonly Omit<NamedAssignment, 'principal'>[]> {
  const global = await account.perform('assignment.list', { principal: holder, isContent: false, parameter: null })
  const content = await account.perform('assignment.list', { principal: holder, isContent: true, parameter: null })
  return [...global, ...content]
    .filter(({ assignment }) => assignment.expiresAt === null)
    .map(({ assignment: { roleId, reach, parameter } }) => ({
      roleId,
      environmentId: reach.type === 'account' ? null : reach.environmentId,
      parameters: parameter && { [`${parameter.type}_id`]: parameter.id },
    }))
}
