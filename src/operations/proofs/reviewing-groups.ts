import type { ProofRecord } from '../../domain/collaboration-records.ts'
import { refusal } from '../../domain/errors.ts'
import { assetId, environmentId, type EnvironmentId, type GroupId } from '../../domain/ids.ts'
import type { Transaction } from '../../store/store.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import type { Deed } from '../operation.ts'
import { listAll } from '../paging.ts'

/**
 * Holds whoever puts users into groups to what these come to see: the previews of all assets in the proofs that the groups
 * review, as when a reviewer is added to one (docs/decisions/0010-proofs.md).
 *
 * @throws Refusal `not_permitted_here`
 */
export async function requireReviewed(groupIds: readonly GroupId[], deed: Deed<Transaction>): Promise<void> {
  if (deed.caller.by.type === 'operator') return
  const { environments } = deed.engine.snapshot
  for (const number of environments.numbers()) {
    const place = environmentId(environments.id(number))
    for (const id of groupIds) {
      for (const proof of await listReviewed(id, place, deed)) await requireReadable(proof, deed)
    }
  }
}

async function listReviewed(
  id: GroupId,
  place: EnvironmentId,
  { store, caller: { accountId } }: Deed<Transaction>,
): Promise<readonly ProofRecord[]> {
  const named = await listAll<ProofRecord>((page) => store.listProofs(accountId, place, { naming: id }, page))
  return named.filter(({ reviewers }) => reviewers.some((one) => one.type === 'group' && one.id === id))
}

async function requireReadable({ accountId, assetIds }: ProofRecord, deed: Deed<Transaction>): Promise<void> {
  for (const id of assetIds) {
    const asset = await deed.store.find('asset', { accountId, id: assetId(id) })
    if (asset === undefined || deed.may('read', placeOfAsset(asset, deed.at))) continue
    throw refusal('not_permitted_here', {
      why: 'a group of these reviews proofs of assets that you may not see: whoever joins it would see them',
    })
  }
}
