// Stores of blobs in temporary folders, gone with the process.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FileBlobStore } from '../../src/store/blobs/file-blob-store.ts'

/** A store of blobs and its folder. */
export interface GivenBlobs {
  readonly blobs: FileBlobStore
  readonly folder: string
  /** The names of all files in it, half-written ones included. */
  readonly files: () => readonly string[]
}

let root: string | null = null
let made = 0

/** Makes an empty store of blobs. */
export function givenBlobs(): GivenBlobs {
  const folder = join(rootFolder(), String(++made))
  return { blobs: new FileBlobStore(folder), folder, files: () => filesIn(folder) }
}

/** The names of all files in a folder of blobs; none when there is no folder. */
export function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  } catch {
    return []
  }
}

function rootFolder(): string {
  if (root !== null) return root
  const folder = mkdtempSync(join(tmpdir(), 'rolecall-blobs-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  root = folder
  return folder
}
