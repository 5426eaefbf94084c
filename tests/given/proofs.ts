// Proofs of a library, and people whom they are put before.
import { groupId, userId } from '../../src/domain/ids.ts'
import type { Principal } from '../../src/domain/principal.ts'
import type { InputOf, OutputOf } from './house.ts'
import { demo, type GivenLibrary } from './library.ts'

/** A user as a principal. */
export type User = Extract<Principal, { type: 'user' }>
/** A proof with what it is about. */
export type WholeProof = OutputOf<'proof.get'>

/** Names a proof of the environment. */
export const ofProof = ({ proof }: Pick<WholeProof, 'proof'>) => ({ environmentId: demo, proofId: proof.id })

/** Changes nothing of which assets a proof has. */
export const sameAssets = { addAssetIds: [], removeAssetIds: [] } as const
/** Changes nothing of a proof. */
export const noChange = { ...sameAssets, addReviewers: [], removeReviewers: [] } as const

/** The permissions that suffice to start proofs of any asset. */
export const startsAll = { everywhere: ['proofs::create', 'folder_and_asset_management::view'] } as const

/** Makes a user who enters the environment and holds nothing there. */
export async function givenUser(
  { acme }: GivenLibrary,
  name: string,
  { enters = true, groups = [] }: { readonly enters?: boolean; readonly groups?: readonly string[] } = {},
): Promise<User> {
  const accountId = acme.account.id
  const id = userId(name.toLowerCase())
  const createdAt = acme.clock.now
  await acme.change(async (transaction) => {
    await transaction.put('user', {
      ...{ id, accountId, name, email: `${id}@example.com`, isEnabled: true, isPending: false },
      ...{ hasAllEnvironments: false, createdAt, updatedAt: createdAt },
    })
    if (enters) await transaction.put('environment_access', { accountId, userId: id, environmentId: demo, createdAt })
    for (const group of groups)
      await transaction.put('membership', {
        accountId,
        userId: id,
        groupId: groupId(acme.principal(group).id),
        createdAt,
      })
  })
  return { type: 'user', id }
}

/** A reviewer as requests name one. */
export const asReviewer = ({ type, id }: Principal): { readonly type: 'user' | 'group'; readonly id: string } => {
  if (type === 'user' || type === 'group') return { type, id }
  throw new Error(`a ${type} reviews nothing`)
}

/** Starts a proof of one picture, as the operator unless somebody else is named. */
export async function givenProof(
  library: GivenLibrary,
  {
    reviewers = [],
    who = 'operator',
  }: { readonly reviewers?: readonly Principal[]; readonly who?: string | Principal } = {},
): Promise<WholeProof> {
  const asset = (await library.find('poster')) ?? (await library.upload('poster', { asset_folder: 'brand' }))
  return library.acme.perform(who, 'proof.create', {
    ...{ environmentId: demo, title: 'Summer', assetIds: [asset.id] },
    reviewers: reviewers.map(asReviewer),
  })
}

/** Says a reviewer's word in a round. */
export const decide = (
  { acme }: GivenLibrary,
  who: string | Principal,
  shown: Pick<WholeProof, 'proof'>,
  outcome: 'approved' | 'rejected',
  round = 1,
): Promise<WholeProof> => acme.perform(who, 'proof.decide', { ...ofProof(shown), round, outcome, note: null })

/** A comment on a proof as a whole. */
export const draft = (shown: WholeProof, body: string): InputOf<'proof-comment.create'> => ({
  ...{ ...ofProof(shown), body, assetId: null, point: null },
})

/** Comments on a proof. */
export const speak = (
  { acme }: GivenLibrary,
  who: string | Principal,
  shown: WholeProof,
  body: string,
): Promise<OutputOf<'proof-comment.create'>> => acme.perform(who, 'proof-comment.create', draft(shown, body))
