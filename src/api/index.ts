import type { Endpoint } from './endpoint.ts'
import * as plan from './account/plan.ts'
import * as accountKeys from './account-keys/account-keys.ts'
import * as apiKeys from './account-keys/api-keys.ts'
import * as config from './admin/config.ts'
import * as foundFolders from './admin/find-folders.ts'
import * as folderRoles from './admin/folder-roles.ts'
import * as libraryFolders from './admin/folders.ts'
import * as metadataChoices from './admin/metadata-choices.ts'
import * as metadataFields from './admin/metadata-fields.ts'
import * as metadataRules from './admin/metadata-rules.ts'
import * as pinging from './admin/ping.ts'
import * as transformations from './admin/transformations.ts'
import * as uploadMappings from './admin/upload-mappings.ts'
import * as uploadPresets from './admin/upload-presets.ts'
import * as libraryUsage from './admin/usage.ts'
import * as changes from './changes/changes.ts'
import * as assetAccess from './admin/access-mode.ts'
import * as assetContext from './admin/context.ts'
import * as assetDeletion from './admin/delete-assets.ts'
import * as assetDestruction from './admin/destroy.ts'
import * as explicitChanges from './admin/explicit.ts'
import * as assetLists from './admin/list-assets.ts'
import * as assetListsBy from './admin/list-assets-by.ts'
import * as assetSearch from './admin/search.ts'
import * as assetReading from './admin/get-asset.ts'
import * as assetUpdates from './admin/update-asset.ts'
import * as assetMetadata from './admin/metadata.ts'
import * as assetNames from './admin/rename.ts'
import * as assetArchives from './admin/archive.ts'
import * as assetBackups from './admin/backup.ts'
import * as assetDownloads from './admin/download.ts'
import * as rendering from './admin/rendering.ts'
import * as assetTags from './admin/tags.ts'
import * as uploads from './admin/upload.ts'
import * as relations from './admin/relations.ts'
import * as accessTokens from './library/access-tokens.ts'
import * as libraryAssets from './library/assets.ts'
import * as collections from './library/collections.ts'
import * as publicLinks from './library/public-links.ts'
import * as decisions from './decisions/decisions.ts'
import * as explanations from './decisions/explanations.ts'
import * as environmentSearch from './environments/search.ts'
import * as folders from './decisions/folders.ts'
import * as people from './people/people.ts'
import * as principalRoles from './people/roles.ts'
import * as proofComments from './library/proof-comments.ts'
import * as proofs from './library/proofs.ts'
import * as librarySettings from './library/settings.ts'
import * as assignments from './permissions/assignments.ts'
import * as policies from './permissions/policies.ts'
import * as published from './permissions/public.ts'
import * as roles from './permissions/roles.ts'
import * as rolePreview from './roles/preview.ts'
import * as roleSearch from './roles/search.ts'
import * as tasks from './roles/tasks.ts'
import * as invitations from './session/invitations.ts'
import * as ownSessions from './session/own-sessions.ts'
import * as passwords from './session/password.ts'
import * as secondFactors from './session/second-factor.ts'
import * as sessions from './session/session.ts'
import * as userSessions from './session/users.ts'
import * as accessKeys from './provisioning/access-keys.ts'
import * as billing from './provisioning/billing.ts'
import * as environments from './provisioning/environments.ts'
import * as groups from './provisioning/user-groups.ts'
import * as users from './provisioning/users.ts'

/** Every endpoint, by its id. */
export const endpoints = {
  ...published,
  ...policies,
  ...roles,
  ...rolePreview,
  ...roleSearch,
  ...tasks,
  ...plan,
  ...assignments,
  ...environments,
  ...environmentSearch,
  ...accessKeys,
  ...billing,
  ...changes,
  ...relations,
  ...libraryAssets,
  ...collections,
  ...proofs,
  ...proofComments,
  ...publicLinks,
  ...decisions,
  ...explanations,
  ...folders,
  ...people,
  ...principalRoles,
  ...users,
  ...pinging,
  ...config,
  ...libraryUsage,
  ...libraryFolders,
  ...folderRoles,
  ...foundFolders,
  ...uploadPresets,
  ...uploadMappings,
  ...transformations,
  ...metadataFields,
  ...metadataChoices,
  ...metadataRules,
  ...librarySettings,
  ...accessTokens,
  ...groups,
  ...accountKeys,
  ...apiKeys,
  ...sessions,
  ...ownSessions,
  ...passwords,
  ...secondFactors,
  ...invitations,
  ...userSessions,
  ...assetAccess,
  ...assetContext,
  ...assetDeletion,
  ...assetDestruction,
  ...explicitChanges,
  ...assetReading,
  ...assetLists,
  ...assetListsBy,
  ...assetSearch,
  ...assetUpdates,
  ...assetMetadata,
  ...assetNames,
  ...rendering,
  ...assetTags,
  ...uploads,
  ...assetDownloads,
  ...assetBackups,
  ...assetArchives,
} as const satisfies Readonly<Record<string, Endpoint>>
