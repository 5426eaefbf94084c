import { accountId, userId } from '../../domain/ids.ts'
import type { SealedOwner } from '../../store/reseal.ts'
import type { Sealer } from '../../store/secrets.ts'
import type { Store } from '../../store/store.ts'
import { sealedFor } from '../identity/second-factor-code.ts'
import { linkSealedFor } from '../public-links/link-token.ts'

/**
 * Seals every secret of an installation anew: those of keys, of authenticators, of public links. For the operator at the machine,
 * whose deed it is to change the secret key; it belongs to no account and so is in no change log.
 *
 * @param sealer opens what stands, and seals with the secret key to be
 * @returns how many secrets there are
 */
export const resealSecrets = (store: Pick<Store, 'reseal'>, sealer: Sealer): Promise<number> =>
  store.reseal((owner, sealed) => {
    const id = sealedId(owner)
    return sealer.seal(id, sealer.open(id, sealed))
  })

function sealedId(owner: SealedOwner): string {
  if (owner.type === 'key') return owner.id
  if (owner.type === 'public_link') return linkSealedFor(owner)
  return sealedFor({ accountId: accountId(owner.accountId), id: userId(owner.userId) })
}
