import type { LinkTarget, PublicLinkRecord } from '../../domain/collaboration-records.ts'
import type { LinkId } from '../../domain/ids.ts'
import { isExpired, type Instant } from '../../domain/instant.ts'
import type { Reader } from '../../store/store.ts'
import type { Deed } from '../operation.ts'
import { listAll } from '../paging.ts'
import { mayManage } from './link-place.ts'
import { loadTargetOf } from './link-target.ts'

/** A public link as views of access mention it: that strangers see something, and on whose rights. */
export interface MentionedLink {
  /** Null where the caller may not manage it. */
  readonly linkId: LinkId | null
  readonly target: LinkTarget
  /** As `type:id`. */
  readonly createdBy: string
  readonly expiresAt: Instant | null
}

/** Lists the public links to some things that haven't expired, newest first. */
export async function listLinksTo(
  targets: readonly LinkTarget[],
  deed: Deed<Reader>,
): Promise<readonly MentionedLink[]> {
  const links = await listAll<PublicLinkRecord>((page) =>
    deed.store.listPublicLinks(deed.caller.accountId, { targets }, page),
  )
  const mentioned: MentionedLink[] = []
  for (const link of links.filter(({ expiresAt }) => !isExpired(expiresAt, deed.at))) {
    const { id, target, createdBy, expiresAt } = link
    const isManaged = mayManage(deed, await loadTargetOf(link, deed))
    mentioned.push({ linkId: isManaged ? id : null, target, createdBy, expiresAt })
  }
  return mentioned
}
