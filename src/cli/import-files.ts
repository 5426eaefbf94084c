import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailed } from './command-failed.ts'

/** One file of a folder that is imported. */
export interface ImportFile {
  /** Where it lies on this machine. */
  readonly path: string
  /** Where it lies in the folder that is imported, apart by slashes. */
  readonly shownPath: string
  /** The path of the library's folder that it goes to; empty for the top. */
  readonly folder: string
  /** What it is called there: its own name, with its ending in it where another file differs by that alone. */
  readonly name: string
  readonly bytes: number
}

/** What lies in a folder that is to be imported. */
export interface ImportPlan {
  readonly files: readonly ImportFile[]
  /** What is left out: links and devices, by their paths. */
  readonly leftOut: readonly string[]
  /** What can't be read, folders among it. */
  readonly unreadable: readonly Unreadable[]
}

/** Something that can't be read, and what the system says of it. */
export interface Unreadable {
  readonly path: string
  readonly why: string
}

/**
 * Finds the files in a folder and all folders beneath it, in the order of their paths. Hidden files stay where they are; links
 * are followed nowhere.
 *
 * @param under the path of the library's folder that they go to; empty for the top
 * @throws CommandFailed when it isn't a folder that can be read
 */
export async function planImport(folder: string, under: string): Promise<ImportPlan> {
  const found = await stat(folder).catch(() => null)
  if (found?.isDirectory() !== true) throw new CommandFailed(`${folder} is not a folder`)
  const files: ImportFile[] = []
  const leftOut: string[] = []
  const unreadable: Unreadable[] = []
  const walk = async (path: string, steps: readonly string[]): Promise<void> => {
    const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isHidden(name))
    entries.sort((one, other) => (one.name < other.name ? -1 : 1))
    const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    for (const entry of entries) {
      const inside = [...steps, entry.name]
      const shownPath = inside.join('/')
      const whole = join(path, entry.name)
      try {
        if (entry.isDirectory()) await walk(whole, inside)
        else if (entry.isFile()) {
          const target = [under, ...steps].filter((step) => step !== '').join('/')
          const { size: bytes } = await stat(whole)
          files.push({ path: whole, shownPath, folder: target, name: nameAmong(entry.name, names), bytes })
        } else leftOut.push(shownPath)
      } catch (error) {
        unreadable.push({ path: shownPath, why: error instanceof Error ? error.message : String(error) })
      }
    }
  }
  await walk(folder, []).catch((error: unknown) => {
    throw new CommandFailed(`${folder} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  return { files, leftOut, unreadable }
}

/** The MD5 of a file in hex, as assets have it. */
export async function etagOf({ path }: Pick<ImportFile, 'path'>): Promise<string> {
  const hash = createHash('md5')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

const isHidden = (name: string): boolean => name.startsWith('.') || /^(?:Thumbs\.db|desktop\.ini)$/i.test(name)

/** `logo.png` beside `logo.jpg` would be one name in the library: they become `logo_png.png` and `logo_jpg.jpg`. */
function nameAmong(name: string, names: readonly string[]): string {
  const { stem, ending } = partsOf(name)
  const isShared = names.some((other) => other !== name && partsOf(other).stem.toLowerCase() === stem.toLowerCase())
  return isShared && ending !== '' ? `${stem}_${ending}.${ending}` : name
}

/** A file's name before its last dot, and what stands behind it. */
export function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const [, stem = name, ending = ''] = /^(.+)\.([^.]+)$/.exec(name) ?? []
  return { stem, ending }
}
