import type { ProofRecord } from '../../domain/collaboration-records.ts'
import { permissionId } from '../../domain/ids.ts'
import type { Principal } from '../../domain/principal.ts'
import type { ReachScope } from '../../domain/scope.ts'
import type { Transaction } from '../../store/store.ts'
import type { CausedGain, Deed } from '../operation.ts'
import { placeOfAsset } from '../assets/asset-place.ts'
import { partIn } from '../proofs/part-in-proof.ts'
import { listProofAssets } from '../proofs/proof-assets.ts'
import { shownFor } from './shown-gains.ts'

const managing = [permissionId('cld::policy::global::proofs::manage')]

/**
 * What somebody gains by becoming somebody who has a part in proofs, or by being let in to them: it sees previews of their assets,
 * speaks, and decides. Whoever speaks in them too, or could add reviewers as it may see all their assets, gives nothing away;
 * anybody else must manage the proofs there.
 *
 * @param opened says where it comes to count, of what reaches an environment
 */
export async function gainsOfProofs(
  principals: readonly Principal[],
  deed: Deed<Transaction>,
  opened: (reach: ReachScope) => readonly ReachScope[],
): Promise<readonly CausedGain[]> {
  const proofs = await deed.store.listProofsOf(deed.caller.accountId, principals)
  const environments = new Set<ProofRecord['environmentId']>()
  for (const proof of proofs)
    if (!partIn(proof, deed).speaks && !(await mayReadAll(proof, deed))) environments.add(proof.environmentId)
  return [...environments].flatMap((environmentId) =>
    opened({ type: 'environment', environmentId }).map((reach): CausedGain => ({
      gain: { type: 'permissions', permissionIds: managing, reach, parameter: null },
      shownAt: shownFor(reach, deed),
    })),
  )
}

async function mayReadAll(proof: ProofRecord, deed: Deed<Transaction>): Promise<boolean> {
  const assets = await listProofAssets(proof, deed)
  return assets.every((asset) => deed.may('read', placeOfAsset(asset, deed.at)))
}
