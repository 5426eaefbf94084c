import { z } from 'zod'
import type { EnvironmentId } from '../../domain/ids.ts'
import { deliveryTypes, resourceKinds } from '../../domain/library-records.ts'
import type { Other, RelationOutcome } from '../../operations/relations/relate-assets.ts'
import { endpoint } from '../endpoint.ts'
import type { OutputOf } from '../operation-types.ts'
import { base, environment, filledText, filledTexts } from './fields.ts'
import { byId, byName } from './naming.ts'
import { deliveryType, resourceType } from './upload-fields.ts'

const source = 'Asset management API, related assets; api-surface 2.5'
const byIdPath = `${base}/resources/related_assets/{asset_id}` as const
const byNamePath =
  `${base}/resources/related_assets/{resource_type:image|video|raw}/{type:upload|private|authenticated}/{public_id*}` as const
const idFields = { ...environment, asset_id: filledText }
const nameFields = { ...environment, resource_type: resourceType, type: deliveryType, public_id: filledText }
const toRelate = { assets_to_relate: filledTexts.describe('1 to 10 assets.') }
const toUnrelate = { assets_to_unrelate: filledTexts.describe('1 to 10 assets.') }

const item = z.object({ message: z.string(), code: z.string(), asset: z.string(), status: z.int() })
const reply = z.object({ failed: z.array(item), success: z.array(item) })

/** The codes of what comes of each asset (contract: `asset_relation_info`), with a status as HTTP would say it. */
const codes = {
  done: { code: 'success_ids', status: 200, message: 'success' },
  malformed: { code: 'invalid_ids', status: 400, message: 'this names no asset' },
  absent: { code: 'non_existing_ids', status: 404, message: 'there is no such asset' },
  itself: { code: 'invalid_relate_to_self_id', status: 400, message: "an asset isn't related to itself" },
  denied: { code: 'rejected_ids', status: 403, message: 'relating this asset is not allowed' },
  stands_already: { code: 'already_exists_ids', status: 409, message: 'they are related already' },
  does_not_stand: { code: 'relation_does_not_exist_ids', status: 404, message: 'they are not related' },
} as const satisfies Record<RelationOutcome, { code: string; status: number; message: string }>

function spell(outcomes: OutputOf<'asset.relate'>): z.output<typeof reply> {
  const items = outcomes.map(({ sent, outcome }) => ({ ...codes[outcome], asset: sent }))
  return {
    failed: items.filter(({ status }) => status !== 200),
    success: items.filter(({ status }) => status === 200),
  }
}

const othersById = (sent: readonly string[]): readonly Other[] => sent.map((id) => ({ sent: id, asset: byId(id) }))

/** `image/upload/name`, as requests by name name the others. */
const othersByName = (sent: readonly string[]): readonly Other[] =>
  sent.map((path) => {
    const [kind, delivery, ...rest] = path.split('/')
    const resourceKind = resourceKinds.find((one) => one === kind)
    const type = deliveryTypes.find((one) => one === delivery)
    const isName = resourceKind !== undefined && type !== undefined && rest.length > 0
    return {
      sent: path,
      asset: isName ? byName({ resource_type: resourceKind, type, public_id: rest.join('/') }) : null,
    }
  })

const inputById = (wire: { readonly asset_id: string }, others: readonly string[], environmentId: EnvironmentId) => ({
  environmentId,
  asset: byId(wire.asset_id),
  others: othersById(others),
})

const inputByName = (wire: Parameters<typeof byName>[0], others: readonly string[], environmentId: EnvironmentId) => ({
  environmentId,
  asset: byName(wire),
  others: othersByName(others),
})

const shared = { family: 'admin', source, success: { status: 200, schema: reply }, toWire: spell } as const

/** Relates an asset to others by their ids. */
export const createAssetRelationsByAssetId = endpoint({
  ...shared,
  id: 'createAssetRelationsByAssetId',
  method: 'POST',
  path: byIdPath,
  operation: 'asset.relate',
  summary: 'Relates an asset to up to 10 others, both ways; what came of each is said of each.',
  request: z.object({ ...idFields, ...toRelate }),
  body: ['assets_to_relate'],
  toInput: (wire, { environmentId }) => inputById(wire, wire.assets_to_relate, environmentId),
})

/** Ends relations by ids. */
export const deleteAssetRelationsByAssetId = endpoint({
  ...shared,
  id: 'deleteAssetRelationsByAssetId',
  method: 'DELETE',
  path: byIdPath,
  operation: 'asset.unrelate',
  summary: 'Ends relations of an asset to up to 10 others.',
  request: z.object({ ...idFields, ...toUnrelate }),
  body: ['assets_to_unrelate'],
  toInput: (wire, { environmentId }) => inputById(wire, wire.assets_to_unrelate, environmentId),
})

/** Relates an asset to others by their names. */
export const createAssetRelationsByPublicId = endpoint({
  ...shared,
  id: 'createAssetRelationsByPublicId',
  method: 'POST',
  path: byNamePath,
  operation: 'asset.relate',
  summary: 'Relates an asset to up to 10 others, named as `image/upload/name`.',
  request: z.object({ ...nameFields, ...toRelate }),
  body: ['assets_to_relate'],
  toInput: (wire, { environmentId }) => inputByName(wire, wire.assets_to_relate, environmentId),
})

/** Ends relations by names. */
export const deleteAssetRelationsByPublicId = endpoint({
  ...shared,
  id: 'deleteAssetRelationsByPublicId',
  method: 'DELETE',
  path: byNamePath,
  operation: 'asset.unrelate',
  summary: 'Ends relations of an asset to up to 10 others, named as `image/upload/name`.',
  request: z.object({ ...nameFields, ...toUnrelate }),
  body: ['assets_to_unrelate'],
  toInput: (wire, { environmentId }) => inputByName(wire, wire.assets_to_unrelate, environmentId),
})
