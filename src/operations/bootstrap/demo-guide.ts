import type { FolderId } from '../../domain/ids.ts'
import type { Draft } from './draft.ts'
import { demoNames } from './demo-file.ts'

/**
 * Writes what a newcomer needs to use the demo account: its keys with their secrets, and commands to paste.
 *
 * @param url where the server listens, without a slash at the end
 */
export function demoGuide(draft: Draft, url: string): string {
  const { accountId, auditorKey, fullKey, masterKey, uploaderKey, openFolder, closedFolder } = demoNames
  const secretOf = (id: string): string => draft.keys.find((key) => key.id === id)?.secret ?? ''
  const signIn = (id: string): string => `-u '${id}:${secretOf(id)}'`
  const [master, member] = demoNames.signIns
  return `The demo account "${draft.account.name}" (id ${accountId}) has two people who can sign in and four keys. Their
passwords and secrets are shown this once.

Open ${url} in a browser and sign in:

  ${master.padEnd(28)} ${passwordOf(draft, master)}   may do everything
  ${member.padEnd(28)} ${passwordOf(draft, member)}   looks after folders; sees how what she may not do is explained

Keys:

  account keys   ${masterKey.padEnd(14)} ${secretOf(masterKey)}   everything
                 ${auditorKey.padEnd(14)} ${secretOf(auditorKey)}   sees who may do what
  API keys       ${fullKey.padEnd(14)} ${secretOf(fullKey)}   everything in production
                 ${uploaderKey.padEnd(14)} ${secretOf(uploaderKey)}   adds assets to ${openFolder}

List the roles of environments:

  curl -s ${signIn(masterKey)} '${url}/v2/accounts/${accountId}/permissions/roles?permission_type=global&scope_type=prodenv'

List the pictures of production:

  curl -s ${signIn(fullKey)} '${url}/v1_1/${demoNames.cloudName}/resources/image?max_results=3'

May the key ${uploaderKey} add an asset to ${openFolder}? It may:

  ${question(draft, url, signIn(auditorKey), openFolder)}

And to ${closedFolder}? It may not; the answer says what is missing:

  ${question(draft, url, signIn(auditorKey), closedFolder)}

Files: the classic client cloudinary adds one to ${openFolder} with the key ${uploaderKey}, and is refused elsewhere:

  export 'CLOUDINARY_URL=cloudinary://${uploaderKey}:${secretOf(uploaderKey)}@${demoNames.cloudName}?upload_prefix=${url}'
  cloudinary.v2.uploader.upload('picture.png', { asset_folder: '${openFolder}' })

The official client @cloudinary/account-provisioning (README shows it at work) takes the same keys from its environment:

  export CLOUDINARY_ACCOUNT_URL=account://${masterKey}:${secretOf(masterKey)}@${accountId}
  new CldProvisioning({ serverURL: '${url}' })
`
}

function passwordOf({ users, passwordByUser }: Draft, email: string): string {
  const user = users.find((one) => one.email === email)
  return (user && passwordByUser.get(user.id)) ?? ''
}

function question(draft: Draft, url: string, signIn: string, path: string): string {
  const environment = draft.environments.find(({ cloudName }) => cloudName === demoNames.cloudName)
  const body = {
    principal: { type: 'apiKey', id: demoNames.uploaderKey },
    action: 'create',
    resource: { type: 'Asset', folder: folderIdOf(draft, path, environment?.id ?? '') },
    scope: { type: 'prodenv', id: environment?.id ?? '' },
  }
  return `curl -s ${signIn} ${url}/api/decisions -H 'content-type: application/json' \\\n    -d '${JSON.stringify(body)}'`
}

/** The id of the folder at a path; null when there is none. */
function folderIdOf(draft: Draft, path: string, environmentId: string): FolderId | null {
  const cut = path.lastIndexOf('/')
  const parentId = cut === -1 ? null : folderIdOf(draft, path.slice(0, cut), environmentId)
  const name = path.slice(cut + 1)
  const found = draft.folders.find(
    (folder) => folder.environmentId === environmentId && folder.parentId === parentId && folder.name === name,
  )
  return found?.id ?? null
}
