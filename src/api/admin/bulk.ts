import { z } from 'zod'
import type { EnvironmentId } from '../../domain/ids.ts'
import type { ChangedAssets, ListedAssets } from '../../operations/assets/change-assets.ts'
import { environment, filledTexts, textOrAbsent } from './fields.ts'
import { deliveryTypeOrAbsent, resourceType } from './upload-fields.ts'

/** The fields that every bulk change of named assets has. */
export const bulkFields = {
  ...environment,
  resource_type: resourceType,
  public_ids: filledTexts.describe('At most 1000; those beyond are passed over.'),
  type: deliveryTypeOrAbsent,
  notification_url: textOrAbsent.describe('Without effect.'),
}

/** Those of {@link bulkFields} that stand in the body. */
export const bulkNames = ['public_ids', 'type', 'notification_url'] as const

/** What a bulk change of named assets answers. */
export const bulkReply = z.object({
  public_ids: z.array(z.string()).describe('What was changed.'),
  unauthorized: z.array(z.string()).optional().describe('What may be seen and not be changed.'),
})

/** The assets that a bulk change names. */
export const listedOf = (
  wire: Pick<z.output<z.ZodObject<typeof bulkFields>>, 'resource_type' | 'public_ids' | 'type'>,
  environmentId: EnvironmentId,
): ListedAssets => ({
  environmentId,
  of: { resourceKind: wire.resource_type, delivery: wire.type ?? 'upload' },
  publicIds: wire.public_ids,
})

/** Spells what a bulk change came to. */
export const spellChanged = ({ changed, unauthorized }: ChangedAssets): z.output<typeof bulkReply> => ({
  public_ids: changed.map(({ publicId }) => publicId),
  ...(unauthorized.length > 0 && { unauthorized: unauthorized.map(({ publicId }) => publicId) }),
})
