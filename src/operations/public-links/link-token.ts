import type { PublicLinkRecord } from '../../domain/collaboration-records.ts'
import type { House } from '../house.ts'
import { idOfToken } from '../identity/tokens.ts'
import type { LinkSecret, NewLinkSecret } from '../../store/collaboration.ts'
import type { Reader } from '../../store/store.ts'

/** What a link's token is sealed for. */
export const linkSealedFor = ({ accountId, id }: { readonly accountId: string; readonly id: string }): string =>
  `public link ${JSON.stringify([accountId, id])}`

/** Writes the secrets of a link as they are kept. */
export const keepToken = (
  link: PublicLinkRecord,
  { token, passwordHash }: { readonly token: string; readonly passwordHash: string | null },
  { sealer }: Pick<House, 'sealer'>,
): NewLinkSecret => ({
  tokenHash: idOfToken(token),
  sealedToken: sealer.seal(linkSealedFor(link), token),
  passwordHash,
})

/** A link's secrets, and its token as it stands in the address. */
export interface OpenedSecret extends LinkSecret {
  readonly token: string
}

/** Reads the secrets of a link. @throws Error when it has none: links are written with theirs */
export async function getLinkSecret(
  link: PublicLinkRecord,
  { store, house }: { readonly store: Reader; readonly house: Pick<House, 'sealer'> },
): Promise<OpenedSecret> {
  const secret = await store.findLinkSecret(link)
  if (secret === undefined) throw new Error('a public link has no secret')
  return { ...secret, token: house.sealer.open(linkSealedFor(link), secret.sealedToken) }
}
