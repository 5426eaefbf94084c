import type { CallFields } from '../../api/client.ts'
import type { PrincipalTypeName } from '../../api/spellings.ts'
import { actionsOf, resourceTypes } from '../../domain/catalogue/schema.ts'

/** What somebody may be asked about, as the form holds it. */
export interface Question {
  readonly resourceType: string
  readonly action: string
  /** An environment's id; unused for what is of the account. */
  readonly environmentId: string
  /** A folder's id, empty for the top of the library; for folders and assets. */
  readonly folderId: string
  /** One asset's id; empty: any in the folder. */
  readonly assetId: string
  /** For features. */
  readonly featureId: string
}

/** The types that are of the account as a whole; every other one is asked about in an environment. */
const accountTypes: ReadonlySet<string> = new Set([
  'Account',
  'User',
  'Group',
  'Role',
  'CustomPolicy',
  'ProvisioningKey',
  'ProductEnvironment',
  'SystemPolicy',
])

/** The types of the schema in the order that people ask about them: what a library holds first. */
export const askedTypes: readonly string[] = [...resourceTypes].filter(
  (type) => !type.includes('::') && type !== 'Report',
)

/** What can be done to a type. */
export const askedActions = (resourceType: string): readonly string[] => actionsOf(resourceType)

/** Tells whether a question is about the account as a whole. */
export const isOfAccount = ({ resourceType, featureId }: Question, accountFeatures: ReadonlySet<string>): boolean =>
  resourceType === 'Feature' ? accountFeatures.has(featureId) : accountTypes.has(resourceType)

/** Tells whether a question is about a place in the library. */
export const isPlaced = ({ resourceType }: Question): boolean => resourceType === 'Folder' || resourceType === 'Asset'

/** Makes the call that asks; null while something is missing. */
export function toCall(
  principal: { readonly type: PrincipalTypeName; readonly id: string },
  question: Question,
  accountFeatures: ReadonlySet<string>,
): CallFields<'decide'> | null {
  const { action, environmentId, resourceType } = question
  const ofAccount = isOfAccount(question, accountFeatures)
  if (!ofAccount && environmentId === '') return null
  if (resourceType === 'Feature' && question.featureId === '') return null
  return {
    principal: { type: principal.type, id: principal.id },
    action,
    resource: resourceOf(question),
    scope: ofAccount ? { type: 'account' } : { type: 'prodenv', id: environmentId },
  }
}

function resourceOf(question: Question): NonNullable<CallFields<'decide'>['resource']> {
  const { action, resourceType: type, folderId, assetId, featureId } = question
  if (type === 'Feature') return { type, id: featureId }
  if (type === 'Asset' && assetId !== '') return { type, id: assetId }
  // A folder is made in the one that was chosen; everything else is done to it.
  if (type === 'Folder' && action !== 'create' && folderId !== '') return { type, id: folderId }
  return isPlaced(question) ? { type, folder: folderId === '' ? null : folderId } : { type, id: null }
}
