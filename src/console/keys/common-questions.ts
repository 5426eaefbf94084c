// data table: what programs commonly do with a key, as questions to the server
import type { CallFields } from '../../api/client.ts'
import { defineMessages } from '../language/messages.ts'

/** What keys are tested for, in words. */
export const questionTexts = defineMessages('key-questions', {
  upload: 'Upload an asset',
  list: 'List and see assets',
  download: 'Download originals',
  describe: 'Change tags and metadata',
  remove: 'Delete assets',
  folder: 'Create a folder',
  presets: 'Manage upload presets',
  keys: 'See the API keys',
  usage: 'Read the usage of the environment',
  people: 'List users',
  invite: 'Invite users',
  groups: 'Create groups',
  roles: 'See roles',
  makeRoles: 'Create roles',
  environments: 'List product environments',
  makeEnvironments: 'Create product environments',
  changes: 'Read the change log',
})

/** One thing that a key is tested for. */
export interface CommonQuestion {
  readonly key: keyof typeof questionTexts.texts
  readonly action: string
  /** `folder`: whatever is in the folder that is asked about. */
  readonly resource:
    { readonly type: string; readonly id?: string } | { readonly type: string; readonly isInFolder: true }
  readonly isOfAccount?: boolean
}

const inFolder = { type: 'Asset', isInFolder: true } as const

/** What programs do with a key of an environment. */
export const accessQuestions: readonly CommonQuestion[] = [
  { key: 'upload', action: 'create', resource: inFolder },
  { key: 'list', action: 'read', resource: inFolder },
  { key: 'download', action: 'download', resource: inFolder },
  { key: 'describe', action: 'update_metadata', resource: inFolder },
  { key: 'remove', action: 'delete', resource: inFolder },
  { key: 'folder', action: 'create', resource: { type: 'Folder', isInFolder: true } },
  { key: 'presets', action: 'update', resource: { type: 'UploadPreset' } },
  { key: 'keys', action: 'read', resource: { type: 'APIKey' } },
  { key: 'usage', action: 'read', resource: { type: 'Feature', id: 'cld::global::reports::usage::view' } },
]

/** What programs do with a key of the account. */
export const accountQuestions: readonly CommonQuestion[] = [
  { key: 'people', action: 'read', resource: { type: 'User' }, isOfAccount: true },
  { key: 'invite', action: 'create', resource: { type: 'User' }, isOfAccount: true },
  { key: 'groups', action: 'create', resource: { type: 'Group' }, isOfAccount: true },
  { key: 'roles', action: 'read', resource: { type: 'Role' }, isOfAccount: true },
  { key: 'makeRoles', action: 'create', resource: { type: 'Role' }, isOfAccount: true },
  { key: 'environments', action: 'read', resource: { type: 'ProductEnvironment' }, isOfAccount: true },
  { key: 'makeEnvironments', action: 'create', resource: { type: 'ProductEnvironment' }, isOfAccount: true },
  {
    key: 'changes',
    action: 'read',
    resource: { type: 'Feature', id: 'cld::global::audit_logs::view' },
    isOfAccount: true,
  },
]

type WireQuestion = NonNullable<CallFields<'decide'>['questions']>[number]

/** Makes the question that the server is asked; `folderId` empty: at the top of the library. */
export function toWireQuestion(
  { action, resource, isOfAccount = false }: CommonQuestion,
  principal: WireQuestion['principal'],
  { environmentId, folderId }: { readonly environmentId: string; readonly folderId: string },
): WireQuestion {
  return {
    principal,
    action,
    resource:
      'isInFolder' in resource
        ? { type: resource.type, folder: folderId === '' ? null : folderId }
        : { type: resource.type, id: resource.id ?? null },
    scope: isOfAccount ? { type: 'account' } : { type: 'prodenv', id: environmentId },
  }
}
