import { z } from 'zod'
import { deliveryTypes, resourceKinds } from '../../domain/library-records.ts'
import {
  filledText,
  flagOrAbsent,
  orAbsent,
  pairsOrEmpty,
  textOrAbsent,
  textOrEmpty,
  textsOrAbsent,
  textsOrEmpty,
  valuesOrEmpty,
} from './fields.ts'

/** The kind of an asset, in an address. */
export const resourceType = z.enum(resourceKinds)
/** The delivery type of an asset, in an address. */
export const deliveryType = z.enum(deliveryTypes)
/** The delivery type of an asset; `upload` when absent. */
export const deliveryTypeOrAbsent = orAbsent(deliveryType).describe('`upload` when absent.')

/** What names an asset in a body, where its delivery type is `kind`. */
export const namedInBody = { public_id: filledText, resource_type: resourceType, kind: deliveryType }

const anythingOrAbsent = orAbsent(z.unknown())
const idle = anythingOrAbsent.describe('Taken, and without effect.')
const refused = anythingOrAbsent.describe('Refused: Rolecall renders and analyses nothing.')

const accessControl = orAbsent(z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())]))

/** What may be said of an asset that is there. */
export const updateFields = {
  display_name: textOrAbsent,
  unique_display_name: flagOrAbsent,
  asset_folder: textOrEmpty.describe('The path of the folder it lies in; empty: the top of the library.'),
  tags: textsOrEmpty,
  context: pairsOrEmpty.describe('Contextual metadata, in place of what it has.'),
  metadata: valuesOrEmpty.describe('Structured metadata by the ids of fields; an empty value takes one away.'),
  clear_invalid: flagOrAbsent.describe('Drops values that the fields no longer allow.'),
  access_control: accessControl.describe('Rules of who may fetch it when, as a list or as JSON text.'),
  custom_coordinates: idle,
  face_coordinates: idle,
  headers: idle,
  notification_url: idle,
  quality_override: idle,
  regions: idle,
  auto_tagging: refused,
  background_removal: refused,
  categorization: refused,
  detection: refused,
  ocr: refused,
  raw_convert: refused,
  similarity_search: refused,
  visual_search: refused,
}

/** What may also be said of an asset by the Upload API. */
export const explicitFields = {
  ...updateFields,
  access_mode: orAbsent(z.enum(['public', 'authenticated'])),
  moderation: textOrAbsent.describe('`manual`: somebody has to look at it.'),
  backup: flagOrAbsent.describe('Keeps what an upload over it or a deletion would lose.'),
  accessibility_analysis: idle,
  async: idle,
  callback: idle,
  cinemagraph_analysis: idle,
  colors: idle,
  eager_async: idle,
  eager_notification_url: idle,
  exif: idle,
  faces: idle,
  image_metadata: idle,
  invalidate: idle,
  media_metadata: idle,
  phash: idle,
  proxy: idle,
  quality_analysis: idle,
  return_delete_token: idle,
  source: idle,
  auto_chaptering: refused,
  auto_transcription: refused,
  eager: refused,
  eval: refused,
  format: refused,
  on_success: refused,
  responsive_breakpoints: refused,
  transformation: refused,
}

/** What may be said of an upload, and what an upload preset fills in. */
export const uploadFields = {
  ...explicitFields,
  public_id: textOrAbsent.describe('Made up when absent.'),
  public_id_prefix: textOrAbsent,
  folder: textOrAbsent.describe('What the public id begins with, and the folder where `asset_folder` says none.'),
  use_filename: flagOrAbsent.describe('Makes the public id of the name of the file.'),
  unique_filename: flagOrAbsent.describe('Makes that unlike any other; true when absent.'),
  use_asset_folder_as_public_id_prefix: flagOrAbsent,
  filename_override: textOrAbsent,
  use_filename_as_display_name: flagOrAbsent,
  discard_original_filename: flagOrAbsent,
  type: deliveryTypeOrAbsent,
  overwrite: flagOrAbsent.describe('False leaves an asset that has the name as it is, and shows it; true when absent.'),
  allowed_formats: textsOrAbsent,
}

/** The parameters among some fields of a request that were sent, by their names. */
export function settingsOf(
  wire: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const sent = Object.entries(wire).filter(
    ([name, value]) => Object.hasOwn(fields, name) && value !== undefined && value !== null,
  )
  return Object.fromEntries(sent)
}
