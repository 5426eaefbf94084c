import { asFields, changedFields, nameOf, textOf, type Change, type Fields, type Names } from './records.ts'
import type { Words } from './use-words.ts'

/**
 * Says what a change did to a record that joins others and has no name of its own: an assignment, a membership, a comment.
 *
 * @returns null for records that have a name
 */
export function sentenceOfPair({ noun, before, after }: Change, names: Names, words: Words): string | null {
  const { deed } = words
  const record: Fields = after ?? before ?? {}
  const step: Step = before === null ? 'made' : after === null ? 'removed' : 'changed'
  const of = (kind: string, field: string): string => nameOf(names, kind, record[field])
  switch (noun) {
    case 'assignment':
      return deed(({ made: 'gaveRole', removed: 'tookRole', changed: 'changedRole' } as const)[step], {
        holder: holderOf(record, names, words),
        role: of('role', 'roleId'),
        where: whereOf(record, names, words),
      })
    case 'membership':
      return deed(step === 'removed' ? 'left' : 'joined', { user: of('user', 'userId'), group: of('group', 'groupId') })
    case 'environment_access': {
      const values = { user: of('user', 'userId'), environment: of('environment', 'environmentId') }
      return deed(step === 'removed' ? 'closed' : 'opened', values)
    }
    case 'collection_asset': {
      const values = { asset: of('asset', 'assetId'), collection: of('collection', 'collectionId') }
      return deed(step === 'removed' ? 'uncollected' : 'collected', values)
    }
    case 'asset_relation': {
      const values = { asset: of('asset', 'assetId'), other: of('asset', 'relatedId') }
      return deed(step === 'removed' ? 'unrelated' : 'related', values)
    }
    case 'asset_version':
      return deed(step === 'removed' ? 'droppedVersion' : 'keptVersion', { asset: of('asset', 'assetId') })
    case 'proof_comment': {
      const key = ({ made: 'commented', removed: 'removedComment', changed: 'changedComment' } as const)[step]
      return deed(key, { proof: of('proof', 'proofId') })
    }
    case 'proof_decision':
      return decisionOn(record, step, of('proof', 'proofId'), words)
    case 'library_settings': {
      const environment = of('environment', 'environmentId')
      if (step === 'changed') {
        const fields = changedFields(before ?? {}, after ?? {}).map(words.field)
        return deed('changedLibrary', { environment, fields: fields.join(', ') })
      }
      return deed(step === 'made' ? 'setUpLibrary' : 'removedLibrary', { environment })
    }
    default:
      return null
  }
}

type Step = 'made' | 'changed' | 'removed'

function decisionOn({ outcome, round }: Fields, step: Step, proof: string, { deed }: Words): string {
  if (step === 'removed') return deed('withdrewDecision', { proof })
  return deed(outcome === 'approved' ? 'approvedProof' : 'rejectedProof', { proof, round: Number(round) })
}

function holderOf({ principal }: Fields, names: Names, { deed }: Words): string {
  const { type, id } = asFields(principal)
  const name = nameOf(names, textOf(type), id)
  const keys = { user: 'aUser', group: 'aGroup', api_key: 'aKey', account_key: 'anAccountKey' } as const
  const key = Object.entries(keys).find(([known]) => known === type)?.[1] ?? 'aUser'
  return deed(key, { name })
}

function whereOf({ reach, parameter }: Fields, names: Names, { deed }: Words): string {
  const environmentId = textOf(asFields(reach)['environmentId'])
  if (environmentId === '') return deed('inAccount')
  const environment = nameOf(names, 'environment', environmentId)
  const { type, id } = asFields(parameter)
  if (type === 'folder' || type === 'collection') {
    return deed(type === 'folder' ? 'onFolder' : 'onCollection', { name: nameOf(names, type, id), environment })
  }
  return environmentId === 'all' ? deed('inAll') : deed('inOne', { environment })
}
