import type { CreateRole } from '@cloudinary/account-provisioning'
import { predefined } from './answers.ts'

/** A global permission, as the client shows it. */
export const uploadAssets = {
  id: 'cld::policy::global::folder_and_asset_management::create_asset',
  name: 'Upload assets',
  description: 'Upload assets anywhere in the environment, the root folder included.',
  scopeType: 'prodenv',
  permissionType: 'global',
  policyStatement: 'permit(principal, action in [Cloudinary::Action::"create"], resource is Cloudinary::Asset);',
  category: 'Management',
  subCategory: 'Folder and asset management',
  ...predefined,
}

/** A permission on folders, as the client shows it. */
export const addAssets = {
  id: 'cld::policy::content::folder::add_assets',
  name: 'Add assets',
  description: 'Upload assets to the folder and the folders below it, and move assets into them.',
  scopeType: 'prodenv',
  permissionType: 'content',
  policyStatement:
    'permit(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
  policyParameters: ['folder_id'],
  category: 'Folder',
  subCategory: 'Contribute',
  ...predefined,
}

/** A custom role of an environment. */
export const uploader = {
  name: 'Upload manager',
  description: 'Uploads.',
  permissionType: 'global',
  scopeType: 'prodenv',
  systemPolicyIds: [uploadAssets.id],
} satisfies CreateRole

/** A custom role on folders. */
export const dropBox = {
  name: 'Drop box',
  permissionType: 'content',
  scopeType: 'prodenv',
  systemPolicyIds: [addAssets.id],
} satisfies CreateRole
