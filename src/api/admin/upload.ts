import { z } from 'zod'
import { resourceKinds } from '../../domain/library-records.ts'
import { endpoint } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import type { AnswerFacts } from '../endpoint.ts'
import { base, environment, textOrAbsent } from './fields.ts'
import { fileField, toUploadedFile } from './file-field.ts'
import { settingsOf, uploadFields } from './upload-fields.ts'
import { spellWritten, uploadReply } from './upload-reply.ts'

const source = 'Upload API 0.7.5, upload; api-surface 2.5, 3.6'
const kind = z.enum([...resourceKinds, 'auto']).describe('`auto`: what the bytes of the file tell.')
const fields = {
  ...environment,
  file: fileField,
  upload_preset: textOrAbsent.describe('Fills in what the request leaves open. An unsigned upload must name one.'),
  ...uploadFields,
}
const ofKind = { ...fields, resource_type: kind }
const body = ['file', 'upload_preset', ...Object.keys(uploadFields)] as (keyof typeof fields)[]
const says =
  'Uploads a file: as a part of a multipart body, as a data URI, or from an address that the operator allows. Makes the folders on its way that are missing.'

type Wire = z.output<z.ZodObject<typeof fields>> & { readonly resource_type?: z.output<typeof kind> }

const toInput = (
  wire: Wire,
  { environmentId }: Pick<InputOf<'asset.upload'>, 'environmentId'>,
): InputOf<'asset.upload'> => ({
  environmentId,
  resourceKind: wire.resource_type ?? 'auto',
  file: toUploadedFile(wire.file),
  preset: wire.upload_preset ?? null,
  settings: settingsOf(wire, uploadFields),
})

const toWire = (
  output: OutputOf<'asset.upload'>,
  { wire, origin }: AnswerFacts<Wire>,
): z.output<typeof uploadReply> => ({
  ...spellWritten(output, { origin, cloudName: wire.cloud_name }),
  ...(output.isExisting && { existing: true }),
})

/** Uploads a file. */
export const upload = endpoint({
  id: 'upload',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw|auto}/upload`,
  operation: 'asset.upload',
  summary: says,
  source,
  isUpload: true,
  request: z.object(ofKind),
  body,
  success: { status: 200, schema: uploadReply },
  toInput,
  toWire,
})

/** Uploads a file of which only its bytes tell what it is. */
export const uploadNoResourceType = endpoint({
  id: 'uploadNoResourceType',
  family: 'admin',
  method: 'POST',
  path: `${base}/upload`,
  operation: 'asset.upload',
  summary: says,
  source,
  isUpload: true,
  request: z.object(fields),
  body,
  success: { status: 200, schema: uploadReply },
  toInput,
  toWire,
})

/** Uploads a file in pieces, one a request. */
export const uploadChunk = endpoint({
  id: 'uploadChunk',
  family: 'admin',
  method: 'POST',
  path: `${base}/{resource_type:image|video|raw|auto}/upload_chunked`,
  operation: 'asset.upload',
  summary:
    'Uploads a piece of a file, with the headers `X-Unique-Upload-Id` and `Content-Range`, or `X-Upload-Part-Number`; the last one makes the asset.',
  source: 'Upload API 0.7.5, uploadChunk',
  isUpload: true,
  request: z.object(ofKind),
  body,
  success: { status: 200, schema: uploadReply },
  toInput,
  toWire,
})
