import { archiveAssets } from './assets/archive-assets.ts'
import { restoreAssets } from './assets/backup-restore.ts'
import { deleteVersions, downloadVersion, listAssetVersions } from './assets/backup-versions.ts'
import { changeContext, changeMetadata, changeTags } from './assets/change-assets.ts'
import { deleteAsset } from './assets/delete-asset.ts'
import { deleteAssets } from './assets/delete-assets.ts'
import { downloadAsset, showThumbnail } from './assets/download-asset.ts'
import { getAsset } from './assets/get-asset.ts'
import { getScreenAsset, listScreenAssets } from './assets/library-assets.ts'
import { listAssetKinds, listAssets, listAssetTags } from './assets/list-assets.ts'
import { deleteDerived, refuseToRender } from './assets/not-rendered.ts'
import { changeAccessMode, publishAssets } from './assets/open-assets.ts'
import { renameAsset } from './assets/rename-asset.ts'
import { searchAssets } from './assets/search-assets.ts'
import { updateAsset } from './assets/update-asset.ts'
import { uploadAsset } from './assets/upload.ts'
import { changeFolderRoles } from './folder-roles/change-folder-roles.ts'
import { listFolderRoles } from './folder-roles/list-folder-roles.ts'
import { moveFolder } from './folders/move-folder.ts'
import { getFolder, listDescendants, listFolders } from './folders/read-folders.ts'
import { searchFolders } from './folders/search-folders.ts'
import { createFolder, deleteFolder } from './folders/write-folders.ts'
import { createAccessToken, endAccessTokens, listAccessTokens } from './identity/access-tokens.ts'
import { getLibrarySettings, updateLibrarySettings } from './library-settings/library-settings.ts'
import { describeLibrary, pingLibrary } from './library/describe-library.ts'
import { measureLibrary } from './library/measure-library.ts'
import { orderChoices, searchChoices, switchChoices, updateChoices } from './metadata-fields/field-choices.ts'
import {
  createMetadataField,
  deleteMetadataField,
  getMetadataField,
  listMetadataFields,
  updateMetadataField,
} from './metadata-fields/metadata-fields.ts'
import {
  createMetadataRule,
  deleteMetadataRule,
  listMetadataRules,
  updateMetadataRule,
} from './metadata-fields/metadata-rules.ts'
import { orderMetadataFields, placeMetadataField } from './metadata-fields/order-fields.ts'
import {
  createTransformation,
  deleteTransformation,
  listTransformations,
  updateTransformation,
} from './transformations/transformations.ts'
import {
  createUploadMapping,
  deleteUploadMapping,
  listUploadMappings,
  replaceUploadMappings,
  updateUploadMapping,
} from './upload-mappings/upload-mappings.ts'
import {
  createUploadPreset,
  deleteUploadPreset,
  getUploadPreset,
  listUploadPresets,
  updateUploadPreset,
} from './upload-presets/upload-presets.ts'

/** Every operation on what a media library holds: folders, assets, and the settings of the library. */
export const libraryOperations = {
  'asset.list-for-screen': listScreenAssets,
  'asset.get-for-screen': getScreenAsset,
  'access-token.create': createAccessToken,
  'access-token.list': listAccessTokens,
  'access-token.end': endAccessTokens,
  'library.ping': pingLibrary,
  'library.describe': describeLibrary,
  'library.measure': measureLibrary,
  'folder.list': listFolders,
  'folder.get': getFolder,
  'folder.list-descendants': listDescendants,
  'folder.search': searchFolders,
  'folder.create': createFolder,
  'folder.move': moveFolder,
  'folder.delete': deleteFolder,
  'folder-role.list': listFolderRoles,
  'folder-role.change': changeFolderRoles,
  'library-settings.get': getLibrarySettings,
  'library-settings.update': updateLibrarySettings,
  'upload-preset.list': listUploadPresets,
  'upload-preset.get': getUploadPreset,
  'upload-preset.create': createUploadPreset,
  'upload-preset.update': updateUploadPreset,
  'upload-preset.delete': deleteUploadPreset,
  'upload-mapping.list': listUploadMappings,
  'upload-mapping.create': createUploadMapping,
  'upload-mapping.update': updateUploadMapping,
  'upload-mapping.delete': deleteUploadMapping,
  'upload-mapping.replace': replaceUploadMappings,
  'transformation.list': listTransformations,
  'transformation.create': createTransformation,
  'transformation.update': updateTransformation,
  'transformation.delete': deleteTransformation,
  'metadata-field.list': listMetadataFields,
  'metadata-field.get': getMetadataField,
  'metadata-field.create': createMetadataField,
  'metadata-field.update': updateMetadataField,
  'metadata-field.delete': deleteMetadataField,
  'metadata-field.update-choices': updateChoices,
  'metadata-field.switch-choices': switchChoices,
  'metadata-field.order-choices': orderChoices,
  'metadata-field.search-choices': searchChoices,
  'metadata-field.order': orderMetadataFields,
  'metadata-field.place': placeMetadataField,
  'metadata-rule.list': listMetadataRules,
  'metadata-rule.create': createMetadataRule,
  'metadata-rule.update': updateMetadataRule,
  'metadata-rule.delete': deleteMetadataRule,
  'asset.upload': uploadAsset,
  'asset.get': getAsset,
  'asset.list': listAssets,
  'asset.list-kinds': listAssetKinds,
  'asset.list-tags': listAssetTags,
  'asset.search': searchAssets,
  'asset.update': updateAsset,
  'asset.rename': renameAsset,
  'asset.delete': deleteAsset,
  'asset.delete-many': deleteAssets,
  'asset.change-tags': changeTags,
  'asset.change-context': changeContext,
  'asset.change-metadata': changeMetadata,
  'asset.change-access-mode': changeAccessMode,
  'asset.publish': publishAssets,
  'asset.download': downloadAsset,
  'asset.show-thumbnail': showThumbnail,
  'asset.archive': archiveAssets,
  'asset.list-versions': listAssetVersions,
  'asset.download-version': downloadVersion,
  'asset.delete-versions': deleteVersions,
  'asset.restore': restoreAssets,
  'derived.delete': deleteDerived,
  'rendering.refuse': refuseToRender,
} as const
