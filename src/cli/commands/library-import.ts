import { createReadStream } from 'node:fs'
import { Refusal } from '../../domain/errors.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { inAccount, show, type AccountFlags } from '../account-command.ts'
import { CommandFailed } from '../command-failed.ts'
import { etagOf, planImport, type ImportFile } from '../import-files.ts'
import { findEnvironment } from '../names.ts'
import { createProgress, type Progress } from '../progress.ts'
import { sayRefusal } from '../say-refusal.ts'
import type { Terminal } from '../terminal.ts'
import type { OperatedAccount } from './at-store.ts'

/** The flags of `rolecall library import`. */
export interface ImportFlags extends AccountFlags {
  readonly environment: string
  readonly folder?: string
  readonly dryRun?: true
  readonly overwrite?: true
}

/** What became of the files. */
interface Imported {
  readonly uploaded: readonly string[]
  /** They were there already, by name and content. */
  readonly present: readonly string[]
  readonly failed: readonly { readonly path: string; readonly why: string }[]
  readonly leftOut: readonly string[]
}

/** How many files are uploaded at a time. */
const width = 4

/**
 * Brings a folder of files into a library, folder by folder. What is there already by name and content is passed over, so
 * that it can be run again after it broke off.
 *
 * @throws CommandFailed when a file could not be brought in; the others are
 */
export const importLibrary = (terminal: Terminal, folder: string, flags: ImportFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const environment = await findEnvironment(account, flags.environment)
    const plan = await planImport(folder, (flags.folder ?? '').replace(/^\/+|\/+$/g, ''))
    const progress = createProgress()
    progress.start(plan.files.length)
    const imported = await importAll(plan.files, { account, environment, flags, progress }).finally(progress.stop)
    const failed = [...plan.unreadable, ...imported.failed].sort(byPath)
    const result = { ...imported, failed, leftOut: plan.leftOut }
    show(terminal, flags, result, () => sayImported(result, flags))
    for (const { path, why } of result.failed) terminal.complain(`${path}: ${why}`)
    if (result.failed.length > 0) throw new CommandFailed(`${result.failed.length} files were not imported`)
  })

interface Importing {
  readonly account: OperatedAccount
  readonly environment: EnvironmentRecord
  readonly flags: ImportFlags
  readonly progress: Progress
}

async function importAll(files: readonly ImportFile[], importing: Importing): Promise<Omit<Imported, 'leftOut'>> {
  const uploaded: string[] = []
  const present: string[] = []
  const failed: { path: string; why: string }[] = []
  const rest = [...files]
  const work = async (): Promise<void> => {
    for (let file = rest.shift(); file !== undefined; file = rest.shift()) {
      const path = file.shownPath
      try {
        const isNew = await importOne(file, importing)
        ;(isNew ? uploaded : present).push(path)
      } catch (error) {
        failed.push({ path, why: sayError(error) })
      }
      importing.progress.step(path)
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return { uploaded: uploaded.sort(), present: present.sort(), failed: failed.sort(byPath) }
}

const byPath = (one: { readonly path: string }, other: { readonly path: string }): number =>
  one.path < other.path ? -1 : 1

/** @returns whether it was brought in, or in a dry run would be; false when it is there already */
async function importOne(file: ImportFile, { account, environment, flags }: Importing): Promise<boolean> {
  const etag = await etagOf(file)
  const standing = await account.findImported(environment.id, file)
  if (standing.some((one) => one === etag)) return false
  if (standing.length > 0 && flags.overwrite !== true) {
    throw new CommandFailed('another file has this name in the library; --overwrite puts this one in its place')
  }
  if (flags.dryRun === true) {
    if (file.bytes === 0) throw new CommandFailed('Empty file')
    return true
  }
  const staged = await account.stage(createReadStream(file.path))
  await account.perform('asset.upload', {
    environmentId: environment.id,
    resourceKind: 'auto',
    file: { type: 'staged', staged, filename: file.name },
    preset: null,
    settings: {
      asset_folder: file.folder,
      use_filename: true,
      unique_filename: false,
      use_filename_as_display_name: true,
      use_asset_folder_as_public_id_prefix: true,
      overwrite: flags.overwrite === true,
    },
  })
  return true
}

function sayError(error: unknown): string {
  if (error instanceof Refusal) return sayRefusal(error)
  return error instanceof Error ? error.message : String(error)
}

function sayImported({ uploaded, present, failed, leftOut }: Imported, { dryRun }: ImportFlags): string {
  const done = dryRun === true ? 'would be imported' : 'imported'
  const rest = [
    ...(present.length > 0 ? [`${present.length} there already`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(leftOut.length > 0 ? [`${leftOut.length} left out (links, devices)`] : []),
  ]
  return [`${uploaded.length} ${done}`, ...rest].join(', ')
}
