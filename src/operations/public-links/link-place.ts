import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, linkId } from '../../domain/ids.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import { principal, principalTypes, type Principal } from '../../domain/principal.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import type { Caller, Deed, Loading, NeedOf, Place } from '../operation.ts'
import { loadTargetOf, type LoadedTarget } from './link-target.ts'

/** What one public link is named by. */
export interface NamedLink extends InLibrary {
  readonly linkId: string
}

/** A link that an input names, with what it shows; undefined when there is none in the environment. */
export interface LoadedLink {
  readonly found: { readonly link: PublicLinkRecord; readonly target: LoadedTarget } | undefined
  readonly at: Instant
}

/** Everything that it takes to have a link to something, for its maker at every visit too (docs/decisions/0004). */
export const linkActions = ['manage_public_links', 'read'] as const

/** The resource types that links show. */
export const targetTypes = ['Asset', 'Folder', 'Collection'] as const

/** Where a public link is as a resource of its own; null for one that isn't there, or that the caller doesn't know of. */
export const placeOfLink = (id: string | null, environment: string): Place => ({
  resource: { type: 'PublicLink', id },
  scope: { type: 'environment', environmentId: environmentId(environment) },
})

/** Loads the link that an input names, and what it shows. */
export async function loadLink({ environmentId: environment, linkId: id }: NamedLink, loading: Loading) {
  const link = await loading.store.find('public_link', { accountId: loading.caller.accountId, id: linkId(id) })
  const isHere = link?.environmentId === environmentId(environment)
  const found = isHere ? { link, target: await loadTargetOf(link, loading) } : undefined
  return { found, at: loading.at } satisfies LoadedLink
}

/** What is asked about a link is asked about what it shows, of whoever may know of the link; of others as of none. */
export const needsOnLink: readonly NeedOf<NamedLink, LoadedLink>[] = linkActions.map((action) => ({
  action,
  on: [...targetTypes, 'PublicLink'],
  level: 'environment',
  of: ({ environmentId: environment }, caller, engine, loaded) => [
    isKnown(caller, engine, loaded) ? loaded.found.target.place : placeOfLink(null, environment),
  ],
}))

/** Tells whether a caller may know that the link it names is there: it manages links to the target, or may read links. */
export function isKnown(
  { by }: Caller,
  engine: Engine,
  loaded: LoadedLink,
): loaded is LoadedLink & { readonly found: NonNullable<LoadedLink['found']> } {
  const { found, at } = loaded
  if (found === undefined || by.type === 'preset') return false
  if (by.type === 'operator') return true
  const { link, target } = found
  const may = (action: string, place: Place): boolean =>
    engine.decide({ principal: by, action, ...place, at }).outcome === 'allow'
  return may('manage_public_links', target.place) || may('read', placeOfLink(link.id, link.environmentId))
}

/** The link that an input names. @throws Refusal `not_found` */
export function requireLink({ linkId: id }: NamedLink, { found }: LoadedLink): NonNullable<LoadedLink['found']> {
  if (found !== undefined) return found
  throw refusal('not_found', { what: 'public link' }, { fields: [{ name: 'linkId', value: id }] })
}

/** Tells whether the caller may manage the links to something. */
export const mayManage = (deed: Deed<Reader>, { place }: LoadedTarget): boolean =>
  linkActions.every((action) => deed.may(action, place))

/** Tells whether the caller may know that a link is there: it reads links, or manages those to what this one shows. */
export const mayKnow = (
  { id, environmentId: environment }: PublicLinkRecord,
  target: LoadedTarget,
  deed: Deed<Reader>,
) => deed.may('read', placeOfLink(id, environment)) || mayManage(deed, target)

/** How a link stands: it opens, it has ended, or its maker may not have it any more. */
export const linkStatuses = ['open', 'expired', 'right_lost'] as const

/** One of {@link linkStatuses}. */
export type LinkStatus = (typeof linkStatuses)[number]

/** Says how a link stands at an instant, by the rights that its maker has then. */
export function statusOf(
  link: PublicLinkRecord,
  { place, name }: LoadedTarget,
  { engine, at }: { readonly engine: Engine; readonly at: Instant },
): LinkStatus {
  const maker = makerOf(link)
  const isAllowed = (action: string): boolean =>
    maker !== null && engine.decide({ principal: maker, action, ...place, at }).outcome === 'allow'
  // Both are always asked: how long it takes says nothing of why a link doesn't open.
  const answers = linkActions.map(isAllowed)
  if (isExpired(link.expiresAt, at)) return 'expired'
  return name !== null && !answers.includes(false) ? 'open' : 'right_lost'
}

/** The principal on whose rights a link lives; null for one that no principal made, which opens to nobody. */
export function makerOf({ createdBy }: Pick<PublicLinkRecord, 'createdBy'>): Principal | null {
  const colon = createdBy.indexOf(':')
  const type = principalTypes.find((one) => one === createdBy.slice(0, colon))
  return type === undefined ? null : principal(type, createdBy.slice(colon + 1))
}
