import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Catalogue } from '../../domain/catalogue.ts'
import { systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import type { Author } from '../../domain/change.ts'
import type { EnvironmentId } from '../../domain/ids.ts'
import type { AccountRecord } from '../../domain/records.ts'
import { createAccount, type AccountCreation, type CreatedAccount } from '../../operations/account/create-account.ts'
import {
  importCatalogue,
  resetCatalogue,
  type CatalogueReplacement,
} from '../../operations/catalogue/import-catalogue.ts'
import { findImported, type ImportedName } from '../../operations/assets/find-imported.ts'
import type { StagedBlob } from '../../operations/blobs/staging.ts'
import { stageFile } from '../../operations/blobs/take-in.ts'
import { operations, operatorOperations } from '../../operations/index.ts'
import type { Operation } from '../../operations/operation.ts'
import { perform } from '../../operations/perform.ts'
import { compose, openPlacedStore, type OpenHouse, type Placement } from '../../server/compose.ts'
import { createLog } from '../../server/log.ts'
import { linkOf } from '../../server/mail-texts.ts'
import { rotateSecretKey, writeNewSecretKey } from '../../server/rotate-secret-key.ts'
import { CommandFailed } from '../command-failed.ts'

export { linkOf, rotateSecretKey, writeNewSecretKey }

/** What the operator at the machine does to an installation without its server: the one place where a command meets the store. */
export interface StoreCommands {
  readonly importCatalogue: (json: unknown, isForced: boolean) => Promise<CatalogueReplacement>
  readonly resetCatalogue: (isForced: boolean) => Promise<CatalogueReplacement>
  readonly showCatalogue: () => Promise<{ readonly catalogue: Catalogue; readonly isImported: boolean }>
}

/** Opens the store of an installation, runs some work, and lets go of the store whatever comes of it. */
export async function atStore<T>(placement: Placement, work: (commands: StoreCommands) => Promise<T>): Promise<T> {
  const store = await openPlacedStore(placement)
  try {
    return await work({
      importCatalogue: (json, isForced) => importCatalogue(store, json, { isForced }),
      resetCatalogue: (isForced) => resetCatalogue(store, { isForced }),
      showCatalogue: async () => {
        const imported = await store.findCatalogue()
        return { catalogue: imported ?? systemCatalogue, isImported: imported !== undefined }
      },
    })
  } finally {
    await store.close()
  }
}

type Operations = typeof operations & typeof operatorOperations

/** The name of an operation that the operator runs in an account. */
export type OperationName = keyof Operations

/** What an operation is run with. */
export type InputOf<Name extends OperationName> = Parameters<Operations[Name]['run']>[0]

/** What an operation gives. */
export type OutputOf<Name extends OperationName> = Awaited<ReturnType<Operations[Name]['run']>>

/** One account of an installation, in the operator's hands: every rule of the operations holds, rights aren't asked for. */
export interface OperatedAccount {
  readonly record: AccountRecord
  /** @throws Refusal */
  readonly perform: <Name extends OperationName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>
  /** Stores the bytes of a file for an upload that follows. @throws Refusal `file_too_large`, `no_room_left` */
  readonly stage: (bytes: AsyncIterable<Uint8Array>) => Promise<StagedBlob>
  /** See `findImported`. */
  readonly findImported: (environmentId: EnvironmentId, file: ImportedName) => Promise<readonly string[]>
}

/** An installation in the operator's hands. */
export interface OperatedInstallation {
  /** In the order of ids. */
  readonly listAccounts: () => Promise<readonly AccountRecord[]>
  /** @throws Refusal */
  readonly createAccount: (creation: AccountCreation) => Promise<CreatedAccount>
  readonly inAccount: (record: AccountRecord) => OperatedAccount
}

/**
 * Opens an installation, also one whose server runs, does some work in it, and lets go of it whatever comes of it.
 *
 * @throws CommandFailed when there is none at that place, and the work isn't one that makes it
 */
export async function atInstallation<T>(
  placement: Placement,
  mayBeNew: boolean,
  work: (installation: OperatedInstallation) => Promise<T>,
): Promise<T> {
  if (!mayBeNew) requireDatabase(placement)
  const log = createLog('silent')
  const house = await compose({ ...placement, secretKey: process.env.ROLECALL_SECRET_KEY, log })
  try {
    return await work({
      listAccounts: () => house.store.listAccounts(),
      createAccount: (creation) => createAccount(house, operator(), creation),
      inAccount: (record) => ({
        record,
        perform: (name, input) => performIn(house, record, name, input),
        stage: (bytes) => stageFile(house, bytes),
        findImported: (environmentId, file) => findImported(house.store, { accountId: record.id, environmentId }, file),
      }),
    })
  } finally {
    await house.close()
  }
}

/** A slip in `--data` must not make an empty database there. */
function requireDatabase({ dataDir, databaseUrl }: Placement): void {
  if (databaseUrl !== null || existsSync(join(dataDir, 'rolecall.db'))) return
  throw new CommandFailed(
    `there is no installation in ${dataDir}: give its folder with --data, or make one with \`rolecall serve\` or ` +
      '`rolecall account create`',
  )
}

/** The person at the machine, as the change log names them. */
function operator(): Author {
  try {
    return { type: 'operator', id: userInfo().username }
  } catch {
    // In a container a login may have a number and no name.
    return { type: 'operator', id: String(process.getuid?.() ?? 'unknown') }
  }
}

async function performIn<Name extends OperationName>(
  house: OpenHouse,
  { id: accountId }: AccountRecord,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const operation: Operation<never, unknown> = { ...operations, ...operatorOperations }[name]
  const caller = { accountId, by: operator(), requestId: null }
  // The registry pairs names, inputs and outputs; the compiler sees all operations at once.
  return (await perform(house, caller, operation, input as never)).output as OutputOf<Name>
}
