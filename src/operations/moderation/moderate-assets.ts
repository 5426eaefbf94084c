import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import type { AssetRecord, ModerationStatus } from '../../domain/library-records.ts'
import { loadAsset, needOnAsset, requireAsset, type LoadedAsset, type NamedAsset } from '../assets/find-asset.ts'
import { listVisible } from '../assets/visible-assets.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import { reading, writing, type NeedOf } from '../operation.ts'

const featureId = 'cld::global::moderation::access'

/** The need to open the Moderation page (facts 9.5). */
const needToEnter: NeedOf<InLibrary> = {
  action: 'read',
  on: ['Feature'],
  feature: featureId,
  level: 'environment',
  of: ({ environmentId: environment }) => [
    {
      resource: { type: 'Feature', id: featureId },
      scope: { type: 'environment', environmentId: environmentId(environment) },
    },
  ],
}

/** Part of the moderation queue. */
export interface QueuePage {
  readonly assets: readonly AssetRecord[]
  readonly nextCursor: string | null
}

/** Lists the assets whose moderation stands so, of those the caller may read; what waits longest first. */
export const listModerationQueue = reading<
  InLibrary & { readonly status: ModerationStatus; readonly limit: number; readonly cursor: string | null },
  QueuePage
>({
  name: 'moderation.list',
  summary: 'List the assets that wait for moderation, or were approved or rejected.',
  access: { type: 'requires', needs: [needToEnter], filters: { action: 'read', on: ['Asset'] } },
  run: async ({ environmentId: environment, status, limit, cursor }, deed) => {
    const where = { type: 'compare', field: 'moderation_status', is: 'equal', value: status } as const
    const listed = { name: `moderation ${status}`, environmentId: environment, filter: { where } }
    return listVisible(deed, listed, { order: [{ field: 'created_at', isDescending: false }], limit, cursor })
  },
})

/** What somebody decides about an asset that waits for it. */
export interface ModerationDecision extends NamedAsset {
  readonly status: Exclude<ModerationStatus, 'pending'>
  readonly note: string | null
  /** How it stood for whoever decided; something else by now is a conflict. Null: however it stands. */
  readonly expected: ModerationStatus | null
}

/** How long a note may be, in characters. */
export const longestNote = 2_000

/**
 * Approves or rejects an asset. Of two people who decide at once the second one is told what stands, if it said what it
 * expected.
 */
export const decideModeration = writing<ModerationDecision, AssetRecord, LoadedAsset>({
  name: 'moderation.decide',
  summary: 'Approve or reject an asset.',
  access: { type: 'requires', needs: [needToEnter, needOnAsset('moderate'), needOnAsset('read')] },
  load: loadAsset,
  run: async (input, deed, loaded) => {
    const asset = requireAsset(input, loaded)
    const { moderation } = asset
    if (moderation === null) throw refusal('not_moderated', undefined)
    if (input.expected !== null && moderation.status !== input.expected) {
      const { status, by, at, note } = moderation
      throw refusal('moderation_decided', { status }, { more: { status, by, at: new Date(at).toISOString(), note } })
    }
    const { by } = deed.caller
    const decided: AssetRecord = {
      ...asset,
      moderation: {
        kind: moderation.kind,
        status: input.status,
        at: deed.at,
        by: `${by.type}:${by.id}`,
        note: readNote(input.note),
      },
      updatedAt: deed.at,
    }
    await deed.store.put('asset', decided)
    return decided
  },
})

function readNote(sent: string | null): string | null {
  if (sent === null) return null
  const note = sent.normalize('NFC')
  if (note.isWellFormed() && Array.from(note).length <= longestNote) return note
  throw refusal('invalid_fields', undefined, {
    fields: [{ name: 'note', value: sent.toWellFormed().slice(0, 100) }],
    more: { reason: `a note has at most ${longestNote} characters` },
  })
}
