import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { Transaction } from '../../store/store.ts'
import { hashPassword } from '../bootstrap/hash-password.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { readNewPassword } from '../identity/passwords.ts'
import { writing, type Caller, type Deed, type NeedOf } from '../operation.ts'
import { listAll } from '../paging.ts'
import { readNaming } from '../roles/role-rules.ts'
import {
  isKnown,
  linkActions,
  loadLink,
  mayManage,
  needsOnLink,
  requireLink,
  targetTypes,
  type LoadedLink,
  type NamedLink,
} from './link-place.ts'
import {
  downloadPlaces,
  loadTarget,
  loadTargetOf,
  requireTarget,
  type LoadedTarget,
  type SentTarget,
} from './link-target.ts'
import { getLinkSecret, keepToken } from './link-token.ts'
import { filterOf, showLink, type LinkChoice, type ShownLink } from './read-links.ts'

/** What a new public link is made of. */
export interface LinkCreation extends InLibrary {
  readonly target: SentTarget
  /** Null: what the target is called. */
  readonly title: string | null
  readonly allowsDownload: boolean
  /** As it was sent; hashed before the transaction begins. Null: none. */
  readonly password: string | null
  /** Null: never. */
  readonly expiresAt: Instant | null
}

/** What it takes to have a link to something; and to download there, where visitors may. */
const needsOnTarget: readonly NeedOf<LinkCreation, LoadedTarget>[] = [
  ...linkActions.map((action): NeedOf<LinkCreation, LoadedTarget> => ({
    action,
    on: targetTypes,
    level: 'environment',
    of: (_input, _caller, _engine, { place }) => [place],
  })),
  {
    action: 'download',
    on: ['Asset'],
    level: 'environment',
    of: ({ allowsDownload }, caller, engine, target) => (allowsDownload ? downloadPlaces(target, caller, engine) : []),
  },
]

/** Makes a public link; from then on it shows what its maker may show, as long as it may. */
export const createLink = writing<LinkCreation, ShownLink, LoadedTarget>({
  name: 'public-link.create',
  summary: 'Make a public link to an asset, a folder or a collection.',
  access: { type: 'requires', needs: needsOnTarget },
  load: ({ target, environmentId: environment }, loading) => loadTarget(target, environment, loading),
  prepare: hashSent,
  run: async (input, deed, loaded) => {
    const { allowsDownload, password: passwordHash } = input
    const name = requireTarget(loaded)
    const link: PublicLinkRecord = {
      id: deed.house.ids.link(),
      accountId: deed.caller.accountId,
      environmentId: environmentId(input.environmentId),
      target: loaded.target,
      title: input.title === null ? name : readTitle(input.title),
      allowsDownload,
      hasPassword: passwordHash !== null,
      expiresAt: readExpiry(input.expiresAt, deed.at),
      createdBy: requireMaker(deed.caller),
      ...{ createdAt: deed.at, updatedAt: deed.at },
    }
    await deed.store.put('public_link', link)
    const token = deed.house.ids.token()
    await deed.store.putLinkSecret(link, keepToken(link, { token, passwordHash }, deed.house))
    return showLink(link, loaded, deed)
  },
})

/** Hashing takes long, and nobody waits for it in a transaction. */
async function hashSent<Input extends { readonly password?: string | null | undefined }>(input: Input) {
  const { password } = input
  if (password === undefined || password === null) return input
  return { ...input, password: await hashPassword(readNewPassword(password, '')) }
}

const readTitle = (sent: string): string => refuseAs('title', () => readNaming({ name: sent, description: null }).name)

function refuseAs<T>(field: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw refusal('invalid_fields', undefined, { fields: [{ name: field }], cause })
  }
}

function readExpiry(expiresAt: Instant | null, at: Instant): Instant | null {
  if (!isExpired(expiresAt, at)) return expiresAt
  const more = { reason: 'the link would have ended already' }
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'expiresAt', value: expiresAt }], more })
}

/** A link lives on somebody's rights: the operator at the machine has none that could be lost, a preset none to share. */
function requireMaker({ by }: Caller): string {
  if (by.type !== 'operator' && by.type !== 'preset') return `${by.type}:${by.id}`
  throw refusal('not_permitted_here', {
    why: 'a public link is made by a user or an API key, on whose rights it lives',
  })
}

/** What changes of a link; undefined stays as it is. */
export interface LinkChange extends NamedLink {
  readonly title?: string | undefined
  readonly allowsDownload?: boolean | undefined
  /** As it was sent; hashed before the transaction begins. Null takes it away. */
  readonly password?: string | null | undefined
  /** Null: never. */
  readonly expiresAt?: Instant | null | undefined
}

const needToDownload: NeedOf<LinkChange, LoadedLink> = {
  action: 'download',
  on: ['Asset'],
  level: 'environment',
  of: ({ allowsDownload }, caller, engine, loaded) =>
    allowsDownload === true && isKnown(caller, engine, loaded)
      ? downloadPlaces(loaded.found.target, caller, engine)
      : [],
}

/**
 * Changes a link. It shows what its maker may see, so that only the maker opens it further: lets visitors download, takes
 * away or replaces the password, makes it last longer. Others who manage it may close it further, and revoke it.
 */
export const updateLink = writing<LinkChange, ShownLink, LoadedLink>({
  name: 'public-link.update',
  summary: 'Change the title, password, expiry or downloads of a public link.',
  access: { type: 'requires', needs: [...needsOnLink, needToDownload] },
  load: loadLink,
  prepare: hashSent,
  run: async (input, deed, loaded) => {
    const { link, target } = requireLink(input, loaded)
    requireOwnOpening(input, link, deed.caller)
    const { password } = input
    const record: PublicLinkRecord = {
      ...link,
      title: input.title === undefined ? link.title : readTitle(input.title),
      allowsDownload: input.allowsDownload ?? link.allowsDownload,
      hasPassword: password === undefined ? link.hasPassword : password !== null,
      expiresAt: input.expiresAt === undefined ? link.expiresAt : readExpiry(input.expiresAt, deed.at),
      updatedAt: deed.at,
    }
    await deed.store.put('public_link', record)
    if (password !== undefined) {
      const { token } = await getLinkSecret(link, deed)
      await deed.store.putLinkSecret(record, keepToken(record, { token, passwordHash: password }, deed.house))
    }
    return showLink(record, target, deed)
  },
})

/** @throws Refusal `not_permitted_here` */
function requireOwnOpening(change: LinkChange, link: PublicLinkRecord, { by }: Caller): void {
  const { allowsDownload, password, expiresAt } = change
  const isOpening =
    (allowsDownload === true && !link.allowsDownload) ||
    (password !== undefined && link.hasPassword) ||
    (expiresAt !== undefined && endOf(expiresAt) > endOf(link.expiresAt))
  if (!isOpening || by.type === 'operator' || `${by.type}:${by.id}` === link.createdBy) return
  throw refusal('not_permitted_here', { why: 'only its maker may open a public link further; others make their own' })
}

const endOf = (expiresAt: Instant | null): number => expiresAt ?? Number.POSITIVE_INFINITY

/** Revokes a link: whoever has its address finds nothing there any more. */
export const deleteLink = writing<NamedLink, undefined, LoadedLink>({
  name: 'public-link.delete',
  summary: 'Revoke a public link.',
  access: { type: 'requires', needs: needsOnLink },
  load: loadLink,
  run: async (input, deed, loaded) => {
    await deed.store.delete('public_link', requireLink(input, loaded).link)
    return undefined
  },
})

/** Revokes every link of a choice that the caller may manage; it says how many those were. */
export const deleteAllLinks = writing<LinkChoice, { readonly count: number }>({
  name: 'public-link.delete-all',
  summary: 'Revoke all public links of an environment, of one asset, folder or collection, or of one maker.',
  access: {
    type: 'requires',
    needs: [],
    filters: { action: 'manage_public_links', on: [...targetTypes] },
  },
  run: async (choice, deed) => {
    const links = await managedOf(choice, deed)
    await deed.store.deleteAll('public_link', links)
    return { count: links.length }
  },
})

async function managedOf(choice: LinkChoice, deed: Deed<Transaction>): Promise<readonly PublicLinkRecord[]> {
  const all = await listAll<PublicLinkRecord>((page) =>
    deed.store.listPublicLinks(deed.caller.accountId, filterOf(choice), page),
  )
  const managed: PublicLinkRecord[] = []
  for (const link of all) if (mayManage(deed, await loadTargetOf(link, deed))) managed.push(link)
  return managed
}
