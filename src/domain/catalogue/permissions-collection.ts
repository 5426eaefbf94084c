import { permissionsOf } from './permissions-of.ts'

/** Permissions over one collection; statements hold `<collection_id>`. */
export const collectionPermissions = permissionsOf('collection', 'environment', [
  {
    id: 'cld::policy::content::collection::view',
    name: 'View collection',
    description: 'See the collection and previews of the assets in it.',
    category: 'Collection',
    subCategory: 'View',
    statements: [
      'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::add_assets',
    name: 'Add assets',
    description: 'Put assets into the collection.',
    category: 'Collection',
    subCategory: 'Collaborate',
    statements: [
      'permit(principal, action == Cloudinary::Action::"add_asset", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::remove_assets',
    name: 'Remove assets',
    description: 'Take assets out of the collection; the assets themselves stay.',
    category: 'Collection',
    subCategory: 'Collaborate',
    statements: [
      'permit(principal, action == Cloudinary::Action::"remove_asset", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'seen', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::update',
    name: 'Update collection',
    description: 'Rename the collection and edit its particulars.',
    category: 'Collection',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"update", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::delete',
    name: 'Delete collection',
    description: 'Delete the collection; the assets in it stay.',
    category: 'Collection',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::share',
    name: 'Share collection',
    description: 'Give others a role on the collection.',
    category: 'Collection',
    subCategory: 'Manage',
    statements: [
      'permit(principal, action == Cloudinary::Action::"share", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
  {
    id: 'cld::policy::content::collection::manage_public_links',
    name: 'Manage public links',
    description: 'Create, edit and withdraw public links to the collection.',
    category: 'Collection',
    subCategory: 'Share',
    statements: [
      'permit(principal, action == Cloudinary::Action::"manage_public_links", resource is Cloudinary::Collection) when { resource.ancestor_ids.contains("<collection_id>") };',
    ],
    confidence: { id: 'inferred', name: 'inferred', statement: 'inferred' },
  },
])
