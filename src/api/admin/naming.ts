import { refusal } from '../../domain/errors.ts'
import type { DeliveryType, ResourceKind } from '../../domain/library-records.ts'
import type { AssetChoice, NamedKind } from '../../operations/assets/choose-assets.ts'
import type { AssetNaming } from '../../operations/assets/find-asset.ts'

/** Names an asset by its public id, as the wire does; its delivery type is `upload` when nothing is said. */
export const byName = (wire: {
  readonly resource_type: ResourceKind
  readonly type?: DeliveryType | null | undefined
  readonly public_id: string
}): AssetNaming => ({
  by: 'name',
  resourceKind: wire.resource_type,
  delivery: wire.type ?? 'upload',
  publicId: wire.public_id,
})

/** Names an asset by its id. */
export const byId = (assetId: string): AssetNaming => ({ by: 'id', assetId })

/** The ways in which requests choose assets of a kind. */
interface SentChoice {
  readonly public_ids?: readonly string[] | null | undefined
  readonly prefix?: string | null | undefined
  readonly tag?: string | null | undefined
  readonly all?: boolean | null | undefined
}

/** Reads the one way in which a request chooses assets. @throws Refusal `missing_fields`, `invalid_fields` */
export function choiceOf(wire: SentChoice, of: NamedKind): AssetChoice {
  const choices: AssetChoice[] = [
    ...(wire.public_ids ? [{ by: 'names', of, publicIds: wire.public_ids } as const] : []),
    ...(wire.prefix ? [{ by: 'prefix', of, prefix: wire.prefix } as const] : []),
    ...(wire.tag ? [{ by: 'tag', of, tag: wire.tag } as const] : []),
    ...(wire.all === true ? [{ by: 'all', of } as const] : []),
  ]
  const [choice, other] = choices
  if (choice === undefined) throw refusal('missing_fields', undefined, { fields: [{ name: 'public_ids' }] })
  if (other === undefined) return choice
  throw refusal('invalid_fields', undefined, { more: { reason: 'say in one way alone which assets are meant' } })
}
