import { permissionsOf } from './permissions-of.ts'

/** Permissions over one folder and all below it; statements hold `<folder_id>`. */
export const folderPermissions = permissionsOf('folder', 'environment', [
  {
    id: 'cld::policy::content::folder::view_download',
    name: 'View assets',
    description: 'See the folder, the folders below it and the assets in all of them.',
    category: 'Folder',
    subCategory: 'View and download',
    statements: [
      'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
      'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'seen', name: 'seen', statement: 'seen' },
  },
  {
    id: 'cld::policy::content::folder::download_public_assets',
    name: 'Download public assets',
    description: 'Download those assets of the folder and of the folders below it that are public.',
    category: 'Folder',
    subCategory: 'View and download',
    statements: [
      'permit(principal, action == Cloudinary::Action::"download", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") && resource.public == true };',
    ],
    confidence: { id: 'seen', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::download_assets',
    name: 'Download all assets',
    description: 'Download any asset of the folder and of the folders below it, restricted ones included.',
    category: 'Folder',
    subCategory: 'View and download',
    statements: [
      'permit(principal, action == Cloudinary::Action::"download", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::add_assets',
    name: 'Add assets',
    description: 'Upload assets to the folder and the folders below it, and move assets into them.',
    category: 'Folder',
    subCategory: 'Contribute',
    statements: [
      'permit(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'seen', name: 'seen', statement: 'seen' },
  },
  {
    id: 'cld::policy::content::folder::create_subfolders',
    name: 'Create subfolders',
    description: 'Create folders inside the folder, at any depth.',
    category: 'Folder',
    subCategory: 'Contribute',
    statements: [
      'permit(principal, action == Cloudinary::Action::"create", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::update_assets',
    name: 'Edit assets',
    description: 'Edit the assets of the folder and of the folders below it, their tags and metadata included.',
    category: 'Folder',
    subCategory: 'Edit',
    statements: [
      'permit(principal, action in [Cloudinary::Action::"update", Cloudinary::Action::"update_metadata"], resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::update_folder',
    name: 'Update folder',
    description: 'Rename the folder and the folders below it, and edit their particulars.',
    category: 'Folder',
    subCategory: 'Edit',
    statements: [
      'permit(principal, action == Cloudinary::Action::"update", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::move_assets',
    name: 'Move assets',
    description:
      'Take assets out of the folder and the folders below it; adding them elsewhere needs a permission there.',
    category: 'Folder',
    subCategory: 'Edit',
    statements: [
      'permit(principal, action == Cloudinary::Action::"move", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::move_folder',
    name: 'Move folder',
    description: 'Move the folder and the folders below it to another place.',
    category: 'Folder',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"move", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::delete_assets',
    name: 'Delete assets',
    description: 'Delete assets of the folder and of the folders below it.',
    category: 'Folder',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::delete_folder',
    name: 'Delete folder',
    description: 'Delete the folder and the folders below it.',
    category: 'Folder',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::moderate_assets',
    name: 'Moderate assets',
    description: 'Approve or reject assets of the folder and of the folders below it.',
    category: 'Folder',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"moderate", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::share',
    name: 'Share folder',
    description: 'Give others a role on the folder or on a folder below it.',
    category: 'Folder',
    subCategory: 'Share',
    statements: [
      'permit(principal, action == Cloudinary::Action::"share", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::folder::manage_public_links',
    name: 'Manage public links',
    description: 'Create, edit and withdraw public links to the folder, the folders below it and their assets.',
    category: 'Folder',
    subCategory: 'Share',
    statements: [
      'permit(principal, action == Cloudinary::Action::"manage_public_links", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("<folder_id>") };',
      'permit(principal, action == Cloudinary::Action::"manage_public_links", resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("<folder_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
])
