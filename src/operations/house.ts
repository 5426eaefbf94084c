import type { Instant } from '../domain/instant.ts'
import type { BlobStore } from '../store/blobs/blob-store.ts'
import type { Store } from '../store/store.ts'
import type { Sealer } from '../store/secrets.ts'
import type { Accounts } from './accounts.ts'
import type { SourceRules } from './blobs/open-source.ts'
import type { DenialRecords } from './decisions/denial-records.ts'
import type { IdSource } from './id-source.ts'
import type { UsageMeter } from './usage/usage-meter.ts'

/** What every operation may lean on; put together in `server/compose.ts`, and in tests. */
export interface House {
  readonly store: Store
  /** The bytes of assets; `operations/blobs/staging.ts` writes to it. */
  readonly blobs: BlobStore
  readonly accounts: Accounts
  readonly sealer: Sealer
  readonly clock: () => Instant
  readonly ids: IdSource
  /** Counts requests and the use of keys. */
  readonly usage: UsageMeter
  /** Remembers the newest denials, to explain them. Absent: none are. */
  readonly denials?: DenialRecords
  /** What files may come in. Absent: those of the usual size, and none that would have to be fetched. */
  readonly intake?: Intake
  /** Gets every access that was refused, for the log. */
  readonly onRefusal: (event: RefusedAccess) => void
}

/** What files may come in; a limit that is absent is the usual one. */
export interface Intake {
  readonly sources: SourceRules
  readonly maxBytes?: number
  readonly maxPixels?: number
}

/** A refused access, without anything secret in it. */
export interface RefusedAccess {
  readonly operation: string
  readonly accountId: string
  readonly by: string
  readonly requestId: string | null
  readonly why: string
}
