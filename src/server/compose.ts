import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Bucket } from '../domain/bucket.ts'
import { Accounts } from '../operations/accounts.ts'
import { DenialRecords } from '../operations/decisions/denial-records.ts'
import type { House, Intake } from '../operations/house.ts'
import { randomIds } from '../operations/id-source.ts'
import { measureStored } from '../operations/usage/measure-stored.ts'
import { UsageMeter } from '../operations/usage/usage-meter.ts'
import type { BlobStore } from '../store/blobs/blob-store.ts'
import { FileBlobStore } from '../store/blobs/file-blob-store.ts'
import { openS3BlobStore } from '../store/blobs/s3-blob-store.ts'
import { openStore } from '../store/open.ts'
import { loadOrCreateSecretKeys } from '../store/secret-key-file.ts'
import { createSealer, type Sealer } from '../store/secrets.ts'
import type { Store } from '../store/store.ts'
import { startFlushing } from './flush-loop.ts'
import { startFollowing, type FollowLoop } from './follow-loop.ts'
import { createLoading, type AccountLoading } from './load-accounts.ts'
import type { Log } from './log.ts'

/** Where an installation keeps what it knows. */
export interface Placement {
  /** Holds the database, the secret key and the files of assets; with `databaseUrl` all but the database. */
  readonly dataDir: string
  /** A PostgreSQL database; null for a SQLite file in `dataDir`. */
  readonly databaseUrl: string | null
  /** Where the files of assets are kept: a bucket of an S3 service. Absent: in `dataDir`. */
  readonly bucket?: Bucket
}

/** What a house is made with. */
export interface HouseOptions extends Placement {
  /** Secret keys from the environment, as `ROLECALL_SECRET_KEY` holds them; undefined for those in `dataDir`. */
  readonly secretKey: string | undefined
  readonly log: Log
  /** Absent: files of the usual size, and none that would have to be fetched. */
  readonly intake?: Intake
}

/** A house with its doors open: what operations lean on, following what other nodes write. */
export interface OpenHouse extends House {
  readonly following: FollowLoop
  readonly loading: AccountLoading
  /** Stops following, writes usage down, and lets go of the database. */
  readonly close: () => Promise<void>
}

/**
 * Puts everything together: the only place where store, engines, secrets, clock, ids and log meet.
 *
 * @throws StoreUnavailable, StoreIsNewer
 * @throws WrongSecretKey when the database was written with another secret key
 */
export async function compose(options: HouseOptions): Promise<OpenHouse> {
  const { log } = options
  const store = await openPlacedStore(options)
  try {
    const sealer = createSealer(...(await loadOrCreateSecretKeys(options.dataDir, options.secretKey)))
    await refuseWrongKey(store, sealer)
    const now = (): number => performance.now()
    const accounts = new Accounts(store, now)
    const following = startFollowing(accounts, now, log)
    const loading = createLoading(accounts, log)
    const usage = new UsageMeter(store)
    const flushing = startFlushing(usage, log, () => measureStored(store, Date.now()))
    return {
      store,
      blobs: await openBlobs(options),
      accounts,
      sealer,
      clock: () => Date.now(),
      ids: randomIds,
      usage,
      denials: new DenialRecords(randomUUID),
      ...(options.intake !== undefined && { intake: options.intake }),
      onRefusal: (refused) => log.info({ refused }, 'access refused'),
      following,
      loading,
      close: async () => {
        await loading.stop()
        await following.stop()
        await flushing.stop()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** A bucket has a folder of its own in the data folder, for what is on its way. */
function openBlobs({ dataDir, bucket }: Placement): Promise<BlobStore> {
  if (bucket !== undefined) return openS3BlobStore(bucket, new FileBlobStore(join(dataDir, 'spool')))
  return Promise.resolve(new FileBlobStore(join(dataDir, 'blobs')))
}

/** Opens the store alone, for what the operator does to the installation as a whole. */
export const openPlacedStore = ({ dataDir, databaseUrl }: Placement): Promise<Store> =>
  openStore(databaseUrl === null ? { dataDir } : { databaseUrl })

/** The database holds secrets that this node could never open. */
export class WrongSecretKey extends Error {
  constructor(cause: unknown) {
    super(
      'the secrets in this database were sealed with another secret key: give this node the one it was begun with, ' +
        'as `secret.key` in its data directory or in ROLECALL_SECRET_KEY',
      { cause },
    )
    this.name = 'WrongSecretKey'
  }
}

/** Tries the secret of one key of each account, so that a wrong secret key shows now and not as refused sign-ins. */
async function refuseWrongKey(store: Store, sealer: Sealer): Promise<void> {
  for (const { id: accountId } of await store.listAccounts()) {
    const [key] = await store.list('account_key', accountId, { limit: 1 })
    const sealed = key === undefined ? undefined : await store.findKeySecret('account_key', key.id)
    if (key === undefined || sealed === undefined) continue
    try {
      sealer.open(key.id, sealed)
    } catch (error) {
      throw new WrongSecretKey(error)
    }
    return
  }
}
