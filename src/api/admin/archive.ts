import { z } from 'zod'
import { refusal } from '../../domain/errors.ts'
import { deliveryTypes, resourceKinds } from '../../domain/library-records.ts'
import type { InputOf } from '../operation-types.ts'
import { endpoint } from '../endpoint.ts'
import { base, environment, filledText, flagOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { expiresAt, toInstant } from './link-end.ts'
import { resourceType } from './upload-fields.ts'
import { spellWritten, uploadReply } from './upload-reply.ts'

const source = 'Upload API 0.7.5, generateArchive; api-surface 2.6, 3.6'
const idle = 'Without effect: nothing is rendered, and everything is done at once.'

const fields = {
  ...environment,
  resource_type: z.enum([...resourceKinds, 'all']),
  type: orAbsent(z.enum([...deliveryTypes, 'all'])).describe('`upload` when absent.'),
  public_ids: textsOrAbsent,
  fully_qualified_public_ids: textsOrAbsent.describe('Each as `image/upload/name`; for `all` kinds.'),
  tags: textsOrAbsent,
  prefixes: textsOrAbsent.describe('What public ids begin with.'),
  asset_folders: textsOrAbsent.describe('Paths: what lies right in these folders.'),
  search_expression: orAbsent(z.never()).describe('Refused: search first, and name what was found.'),
  mode: orAbsent(z.enum(['download', 'create'])),
  target_format: orAbsent(z.literal('zip')),
  target_public_id: textOrAbsent,
  target_filename: textOrAbsent.describe('What an archive that is sent is called.'),
  target_asset_folder: textOrAbsent,
  target_tags: textsOrAbsent,
  allow_missing: flagOrAbsent.describe('False: refused when an asset that is named can not be downloaded.'),
  flatten_folders: flagOrAbsent,
  use_original_filename: flagOrAbsent,
  expires_at: expiresAt,
  transformations: orAbsent(z.never()).describe('Refused: Rolecall renders nothing.'),
  flatten_transformations: flagOrAbsent.describe(idle),
  skip_transformation_name: flagOrAbsent.describe(idle),
  keep_derived: flagOrAbsent.describe(idle),
  async: flagOrAbsent.describe(idle),
  notification_url: textOrAbsent.describe(idle),
}

type Wire = z.output<z.ZodObject<typeof fields>>

const stored = uploadReply.extend({
  resource_count: z.int(),
  file_count: z.int(),
  missing_public_ids: z.array(z.string()).optional().describe('Those that are not in it, there or not.'),
})

const says = 'Puts assets into a ZIP archive: those that may be downloaded, and nothing else.'

/** Stores an archive of assets, or sends it. */
export const generateArchive = endpoint({
  id: 'generateArchive',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw|all}/generate_archive`,
  operation: 'asset.archive',
  summary: `${says} In the mode \`create\`, which is the usual one, it is stored as an asset; in \`download\` it is sent.`,
  source,
  request: z.object(fields),
  body: Object.keys(fields).filter((name) => name !== 'cloud_name' && name !== 'resource_type') as (keyof Wire)[],
  success: { status: 200, schema: stored, isFile: true },
  toInput: (wire, { environmentId }) => toInput(wire, environmentId, wire.mode ?? 'create'),
  toWire: (output, { wire, origin }) => {
    if (output.type !== 'stored') throw new Error('files are sent as they are')
    return {
      ...spellWritten(output.stored, { origin, cloudName: wire.cloud_name }),
      resource_count: output.fileCount,
      file_count: output.fileCount,
      ...(output.missing.length > 0 && { missing_public_ids: [...output.missing] }),
    }
  },
})

/** Sends an archive of assets. */
export const downloadArchive = endpoint({
  id: 'downloadArchive',
  family: 'admin',
  method: 'GET',
  path: `${base}/{resource_type:image|video|raw|all}/generate_archive`,
  operation: 'asset.archive',
  summary: `${says} It is sent, for links that clients sign.`,
  source: 'classic client 2.11.0, download_archive_url; api-surface 3.6',
  request: z.object({ ...fields, mode: orAbsent(z.literal('download')) }),
  success: { status: 200, schema: null, isFile: true },
  toInput: (wire, { environmentId }) => toInput(wire, environmentId, 'download'),
  toWire: () => undefined,
})

/** Downloads a zip archive of the originals with a tag, at the address that clients made first. */
export const downloadTagged = endpoint({
  id: 'downloadTagged',
  family: 'admin',
  method: 'GET',
  path: `${base}/{resource_type:image|video|raw}/download_tag.zip`,
  operation: 'asset.archive',
  summary: 'Sends a zip archive of the originals with a tag, of those that the caller may download.',
  source: 'classic client 2.11.0, zip_download_url',
  request: z.object({ ...environment, resource_type: resourceType, tag: filledText }),
  success: { status: 200, schema: null, isFile: true },
  toInput: ({ tag, ...wire }, { environmentId }) => toInput({ ...wire, tags: [tag] }, environmentId, 'download'),
  toWire: () => undefined,
})

function toInput(wire: Wire, environmentId: string, mode: 'download' | 'create'): InputOf<'asset.archive'> {
  const { type, target_public_id: target } = wire
  const names = (wire.fully_qualified_public_ids ?? []).map(readQualified)
  const { public_ids, tags, prefixes, asset_folders: folders } = wire
  const lists: readonly (readonly unknown[] | null | undefined)[] = [public_ids, tags, prefixes, folders, names]
  if (lists.every((list) => (list ?? []).length === 0))
    throw refusal('missing_fields', undefined, { fields: [{ name: 'public_ids' }] })
  const publicId = zipName(target)
  const settings = {
    ...(publicId && { public_id: publicId }),
    ...(wire.target_asset_folder && { asset_folder: wire.target_asset_folder }),
    ...(wire.target_tags && { tags: wire.target_tags }),
  }
  const file = { type: 'text', text: '' } as const
  return {
    choice: {
      environmentId,
      resourceKind: wire.resource_type,
      delivery: type === 'all' ? null : (type ?? 'upload'),
      publicIds: wire.public_ids ?? [],
      names,
      tags: wire.tags ?? [],
      prefixes: wire.prefixes ?? [],
      folders: wire.asset_folders ?? [],
    },
    naming: { isFlat: wire.flatten_folders ?? false, usesOriginalNames: wire.use_original_filename ?? false },
    allowsMissing: wire.allow_missing ?? true,
    expiresAt: toInstant(wire.expires_at),
    filename: zipName(wire.target_filename) ?? publicId?.split('/').at(-1) ?? 'archive.zip',
    upload: mode === 'create' ? { environmentId, resourceKind: 'raw', file, preset: null, settings } : null,
  }
}

const zipName = (sent: string | null | undefined): string | undefined =>
  sent === null || sent === undefined ? undefined : /\.zip$/i.test(sent) ? sent : `${sent}.zip`

/** @throws Refusal `invalid_fields` for what is no kind, delivery type and public id, apart by slashes */
function readQualified(text: string): InputOf<'asset.archive'>['choice']['names'][number] {
  const [sentKind = '', sentType = '', ...rest] = text.split('/')
  const resourceKind = resourceKinds.find((kind) => kind === sentKind)
  const delivery = deliveryTypes.find((type) => type === sentType)
  if (resourceKind !== undefined && delivery !== undefined && rest.length > 0) {
    return { resourceKind, delivery, publicId: rest.join('/') }
  }
  throw refusal('invalid_fields', undefined, { fields: [{ name: 'fully_qualified_public_ids', value: text }] })
}
