import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { OutputOf } from '../operation-types.ts'
import { urlOfOriginal } from './asset-urls.ts'
import { base, environment, flagOrAbsent, orAbsent, textOrAbsent, textsOrAbsent } from './fields.ts'
import { choiceOf } from './naming.ts'
import { deliveryType, resourceType } from './upload-fields.ts'

const accessMode = z.enum(['public', 'authenticated'])
const chosen = {
  public_ids: textsOrAbsent.describe('At most 1000; those beyond are passed over.'),
  prefix: textOrAbsent,
  tag: textOrAbsent,
  next_cursor: textOrAbsent,
}
const chosenNames = ['public_ids', 'prefix', 'tag', 'next_cursor'] as const
const rest = {
  next_cursor: z.string().optional().describe('There may be more: send it with the same request.'),
  unauthorized: z.array(z.string()).optional().describe('Of those named: what may be seen and not be changed.'),
}

/** Opens assets to everyone, or closes them. */
export const updateAccessMode = endpoint({
  id: 'updateAccessMode',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/{resource_type:image|video|raw}/{type:upload|private|authenticated}/update_access_mode`,
  operation: 'asset.change-access-mode',
  summary: 'Opens those of some assets that the caller may update to everyone, or closes them; at most 1000 at a time.',
  source: 'Admin API, update_resources_access_mode of the classic client; api-surface 3.5, 5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    type: deliveryType,
    access_mode: accessMode,
    ...chosen,
  }),
  body: ['access_mode', ...chosenNames],
  success: {
    status: 200,
    schema: z.object({
      updated: z.array(
        z.object({ public_id: z.string(), resource_type: z.string(), type: z.string(), access_mode: accessMode }),
      ),
      failed: z.array(z.unknown()),
      ...rest,
    }),
  },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    choice: choiceOf(wire, { resourceKind: wire.resource_type, delivery: wire.type }),
    cursor: wire.next_cursor ?? null,
    accessMode: wire.access_mode,
  }),
  toWire: (output) => ({
    updated: output.changed.map(({ publicId, resourceKind, delivery, accessMode: mode }) => ({
      public_id: publicId,
      resource_type: resourceKind,
      type: delivery,
      access_mode: mode,
    })),
    failed: [],
    ...spellRest(output),
  }),
})

/** Gives private and authenticated assets the delivery type `upload`. */
export const publishResources = endpoint({
  id: 'publishResources',
  family: 'admin',
  method: 'POST',
  path: `${base}/resources/{resource_type:image|video|raw}/publish_resources`,
  operation: 'asset.publish',
  summary: 'Makes those of some private or authenticated assets that the caller may update ones that anyone may fetch.',
  source: 'Admin API, publish_by_ids of the classic client; api-surface 3.5, 5',
  request: z.object({
    ...environment,
    resource_type: resourceType,
    type: orAbsent(deliveryType).describe('Private and authenticated ones when absent.'),
    ...chosen,
    overwrite: flagOrAbsent.describe('Without effect: an asset that has the name already stays.'),
    invalidate: flagOrAbsent.describe('Without effect: nothing is cached.'),
  }),
  body: ['type', ...chosenNames, 'overwrite', 'invalidate'],
  success: {
    status: 200,
    schema: z.object({
      published: z.array(
        z.object({
          public_id: z.string(),
          resource_type: z.string(),
          type: z.string(),
          url: z.string(),
          secure_url: z.string(),
        }),
      ),
      failed: z.array(z.object({ public_id: z.string(), type: z.string(), reason: z.string() })),
      ...rest,
    }),
  },
  toInput: (wire, { environmentId }) => ({
    environmentId,
    choice: choiceOf(wire, { resourceKind: wire.resource_type, delivery: wire.type ?? null }),
    cursor: wire.next_cursor ?? null,
  }),
  toWire: (output, { wire, origin }) => ({
    published: output.changed.map((asset) => {
      const url = urlOfOriginal(asset, { origin, cloudName: wire.cloud_name })
      const { publicId, resourceKind, delivery } = asset
      return { public_id: publicId, resource_type: resourceKind, type: delivery, url, secure_url: url }
    }),
    failed: output.failed.map(({ publicId, delivery }) => ({
      public_id: publicId,
      type: delivery,
      reason: 'another asset has this public id already',
    })),
    ...spellRest(output),
  }),
})

const spellRest = ({ nextCursor, unauthorized }: OutputOf<'asset.change-access-mode'>) => ({
  ...(nextCursor !== null && { next_cursor: nextCursor }),
  ...(unauthorized.length > 0 && { unauthorized: unauthorized.map(({ publicId }) => publicId) }),
})
