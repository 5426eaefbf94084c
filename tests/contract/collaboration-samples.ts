// One record of each noun of working together, every field of which changes.
import type { CollaborationRecords } from '../../src/domain/collaboration-records.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { Transaction } from '../../src/store/store.ts'
import type { Given } from './given.ts'
import { fresh } from './given.ts'
import { changed, later } from './samples.ts'
import type { Samples } from './samples.ts'

const dated = { createdAt: 5, updatedAt: 6 }
const changedDates = { createdAt: 7, updatedAt: later }

/** See {@link Sample}. */
export function collaborationSamples(given: Given): Samples<keyof CollaborationRecords> {
  const { accountId } = given
  const environment = given.environment()
  const collection = given.collection(environment)
  const [asset, other] = [given.asset(environment), given.asset(environment)]
  const proof = givenProof(given, environment.id)
  const needs = async (transaction: Transaction): Promise<void> => {
    await transaction.put('environment', environment)
    await transaction.put('collection', collection)
    await transaction.putAll('asset', [asset, other])
    await transaction.put('proof', proof)
  }
  const made = { createdBy: 'user:vera', createdAt: 5 }
  const held = { accountId, collectionId: collection.id, assetId: asset.id, addedBy: 'user:vera', createdAt: 5 }
  const related = { accountId, assetId: asset.id, relatedId: other.id, ...made }
  return {
    collection_asset: { ...changed(held, { addedBy: 'api_key:1', createdAt: later }), needs },
    asset_relation: { ...changed(related, { createdBy: 'api_key:1', createdAt: later }), needs },
    ...proofSamples(given, proof, asset.id, needs),
    public_link: { ...changed(givenLink(given, environment.id, asset.id), changedLink(collection.id)), needs },
  }
}

type Needs = (transaction: Transaction) => Promise<void>

function proofSamples(given: Given, proof: CollaborationRecords['proof'], assetId: Ids.AssetId, needs: Needs) {
  const { accountId } = given
  const comment: CollaborationRecords['proof_comment'] = {
    ...{ id: Ids.commentId(fresh('comment')), accountId, proofId: proof.id, round: 1, assetId: null, point: null },
    ...{ body: 'Bluer', isResolved: false, createdBy: 'user:vera', ...dated },
  }
  const decision: CollaborationRecords['proof_decision'] = {
    ...{ accountId, proofId: proof.id, round: 2, userId: Ids.userId('vera') },
    ...{ outcome: 'approved', note: null, createdAt: 5 },
  }
  return {
    proof: {
      ...changed(givenProof(given, proof.environmentId), {
        ...{ title: 'Übersicht \u0000', status: 'rejected', round: 3, assetIds: [assetId], closedAt: later },
        ...{ reviewers: [{ type: 'group', id: Ids.groupId('creative') }], createdBy: 'api_key:1', ...changedDates },
        milestones: [{ type: 'closed', round: 3, at: later, by: 'api_key:1' }],
      }),
      needs,
    },
    proof_comment: {
      ...changed(comment, {
        ...{ round: 2, assetId, point: { x: 0.25, y: 1 }, body: 'Greener', isResolved: true },
        ...{ createdBy: 'api_key:1', ...changedDates },
      }),
      needs,
    },
    proof_decision: { ...changed(decision, { outcome: 'rejected', note: 'Too blue', createdAt: later }), needs },
  }
}

/** A proof of nothing yet. */
export const givenProof = (
  { accountId }: Pick<Given, 'accountId'>,
  environmentId: Ids.EnvironmentId,
): CollaborationRecords['proof'] => ({
  ...{ id: Ids.proofId(fresh('proof')), accountId, environmentId, title: 'Summer', status: 'open', round: 1 },
  ...{ assetIds: [], reviewers: [{ type: 'user', id: Ids.userId('vera') }], createdBy: 'user:vera', closedAt: null },
  milestones: [],
  ...dated,
})

/** A link to an asset. */
export const givenLink = (
  { accountId }: Pick<Given, 'accountId'>,
  environmentId: Ids.EnvironmentId,
  assetId: Ids.AssetId,
): CollaborationRecords['public_link'] => ({
  ...{ id: Ids.linkId(fresh('link')), accountId, environmentId, target: { type: 'asset', id: assetId } },
  ...{ title: 'Summer', allowsDownload: false, hasPassword: false, expiresAt: null, createdBy: 'user:vera' },
  ...dated,
})

const changedLink = (collectionId: Ids.CollectionId): Partial<CollaborationRecords['public_link']> => ({
  ...{ target: { type: 'collection', id: collectionId }, title: 'Autumn', allowsDownload: true, hasPassword: true },
  ...{ expiresAt: later, createdBy: 'api_key:1', ...changedDates },
})
