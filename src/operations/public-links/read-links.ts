import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import { environmentId, linkId } from '../../domain/ids.ts'
import type { Instant } from '../../domain/instant.ts'
import type { LinkFilter } from '../../store/collaboration.ts'
import type { Reader } from '../../store/store.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, type Deed } from '../operation.ts'
import { batchLength } from '../paging.ts'
import { openCursor, sealCursor } from '../sealed-cursor.ts'
import {
  loadLink,
  mayKnow,
  mayManage,
  needsOnLink,
  requireLink,
  statusOf,
  targetTypes,
  type LinkStatus,
  type LoadedLink,
  type NamedLink,
} from './link-place.ts'
import { loadTargetOf, targetOf, type LoadedTarget, type SentTarget } from './link-target.ts'
import { getLinkSecret } from './link-token.ts'

/** A public link as it is shown to who may know of it. */
export interface ShownLink {
  readonly link: PublicLinkRecord
  readonly status: LinkStatus
  readonly visits: number
  readonly lastVisitAt: Instant | null
  /** What opens it, for who may manage it; null for who may only know of it. */
  readonly token: string | null
}

/** Which links of an environment; null doesn't matter. */
export interface LinkChoice extends InLibrary {
  readonly target: SentTarget | null
  /** As records spell it: `type:id`. */
  readonly createdBy: string | null
}

/** Part of the links that the caller may know of, newest first. */
export interface LinkPage {
  readonly links: readonly ShownLink[]
  readonly nextCursor: string | null
}

/** Lists public links: those whose targets the caller may manage the links of, or all for who may read links. */
export const listLinks = reading<LinkChoice & { readonly limit: number; readonly cursor: string | null }, LinkPage>({
  name: 'public-link.list',
  summary: 'List the public links of an environment, or of one asset, folder or collection.',
  access: {
    type: 'requires',
    needs: [],
    filters: { action: 'manage_public_links', on: [...targetTypes, 'PublicLink'] },
  },
  run: async ({ limit, cursor, ...choice }, deed) => {
    const list = `public links ${JSON.stringify([deed.caller.accountId, choice])}`
    const after = cursor === null ? undefined : positionIn(openCursor(deed.house, list, cursor), deed)
    const found = await knownAfter(choice, { after, wanted: limit + 1 }, deed)
    const shown = found.slice(0, limit)
    const last = found.length > limit ? shown.at(-1)?.link : undefined
    return {
      links: await Promise.all(shown.map(({ link, target }) => showLink(link, target, deed))),
      nextCursor: last === undefined ? null : sealCursor(deed.house, list, [String(last.createdAt), last.id]),
    }
  },
})

type Position = Pick<PublicLinkRecord, 'accountId' | 'id' | 'createdAt'>

interface KnownLink {
  readonly link: PublicLinkRecord
  readonly target: LoadedTarget
}

const positionIn = ([at = '0', id = '']: readonly string[], { caller }: Deed<Reader>): Position => ({
  ...{ accountId: caller.accountId, id: linkId(id), createdAt: Number(at) },
})

async function knownAfter(
  choice: LinkChoice,
  { after, wanted }: { readonly after: Position | undefined; readonly wanted: number },
  deed: Deed<Reader>,
): Promise<readonly KnownLink[]> {
  const known: KnownLink[] = []
  for (let position = after; ;) {
    // The store pages by the instant and the id alone.
    const page = { limit: batchLength, ...(position !== undefined && { after: position as PublicLinkRecord }) }
    const batch = await deed.store.listPublicLinks(deed.caller.accountId, filterOf(choice), page)
    for (const link of batch) {
      const target = await loadTargetOf(link, deed)
      if (mayKnow(link, target, deed)) known.push({ link, target })
      if (known.length === wanted) return known
    }
    if (batch.length < batchLength) return known
    position = batch.at(-1)
  }
}

/** Spells a choice of links as the store has it. */
export const filterOf = ({ environmentId: environment, target, createdBy }: LinkChoice): LinkFilter => ({
  environmentId: environmentId(environment),
  ...(target !== null && { targets: [targetOf(target)] }),
  ...(createdBy !== null && { createdBy }),
})

/** Shows one public link, with its address. */
export const getLink = reading<NamedLink, ShownLink, LoadedLink>({
  name: 'public-link.get',
  summary: 'Show a public link.',
  access: { type: 'requires', needs: needsOnLink },
  load: loadLink,
  run: async (input, deed, loaded) => {
    const { link, target } = requireLink(input, loaded)
    return showLink(link, target, deed)
  },
})

/** Shows a link with how it stands; its token only to who may manage it. */
export async function showLink(link: PublicLinkRecord, target: LoadedTarget, deed: Deed<Reader>): Promise<ShownLink> {
  const { token, visits, lastVisitAt } = await getLinkSecret(link, deed)
  return {
    link,
    status: statusOf(link, target, deed),
    ...{ visits, lastVisitAt },
    token: mayManage(deed, target) ? token : null,
  }
}
