// data table: every upload parameter, and what Rolecall does with it.

/**
 * What becomes of each upload parameter: it is `read`; it is `idle`, because what it asks for happens anyway or has no
 * meaning here; or it is `refused`, because it asks for a picture to be rendered or an asset to be analysed.
 *
 * @see https://cloudinary.com/documentation/image_upload_api_reference (read 2026-11-22)
 */
export const uploadParameters = {
  public_id: 'read',
  public_id_prefix: 'read',
  folder: 'read',
  asset_folder: 'read',
  use_filename: 'read',
  unique_filename: 'read',
  use_asset_folder_as_public_id_prefix: 'read',
  filename_override: 'read',
  display_name: 'read',
  use_filename_as_display_name: 'read',
  unique_display_name: 'read',
  type: 'read',
  tags: 'read',
  context: 'read',
  metadata: 'read',
  clear_invalid: 'read',
  overwrite: 'read',
  access_mode: 'read',
  access_control: 'read',
  moderation: 'read',
  backup: 'read',
  allowed_formats: 'read',
  discard_original_filename: 'read',
  accessibility_analysis: 'idle',
  async: 'idle',
  callback: 'idle',
  cinemagraph_analysis: 'idle',
  colors: 'idle',
  custom_coordinates: 'idle',
  eager_async: 'idle',
  eager_notification_url: 'idle',
  exif: 'idle',
  face_coordinates: 'idle',
  faces: 'idle',
  headers: 'idle',
  image_metadata: 'idle',
  invalidate: 'idle',
  media_metadata: 'idle',
  notification_url: 'idle',
  phash: 'idle',
  proxy: 'idle',
  quality_analysis: 'idle',
  quality_override: 'idle',
  regions: 'idle',
  return_delete_token: 'idle',
  source: 'idle',
  auto_chaptering: 'refused',
  auto_tagging: 'refused',
  auto_transcription: 'refused',
  background_removal: 'refused',
  categorization: 'refused',
  detection: 'refused',
  eager: 'refused',
  eval: 'refused',
  format: 'refused',
  ocr: 'refused',
  on_success: 'refused',
  raw_convert: 'refused',
  responsive_breakpoints: 'refused',
  similarity_search: 'refused',
  transformation: 'refused',
  visual_search: 'refused',
} as const satisfies Readonly<Record<string, 'read' | 'idle' | 'refused'>>

/** The name of an upload parameter. */
export type UploadParameter = keyof typeof uploadParameters

/** What an unsigned upload may say itself; everything else its preset decides. */
export const unsignedParameters: readonly string[] = [
  'public_id',
  'folder',
  'asset_folder',
  'tags',
  'context',
  'metadata',
  'face_coordinates',
  'custom_coordinates',
  'regions',
  'source',
  'filename_override',
  'callback',
  // Clients fill these in by themselves, with what they are when nothing is sent.
  'colors',
  'invalidate',
] satisfies readonly UploadParameter[]
