import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobStore } from '../../store/blobs/blob-store.ts'
import type { ArchiveEntry } from './download-file.ts'

/**
 * Puts files into a ZIP archive while it is read: the one door to the library of archives. One file is open at a time.
 *
 * @returns a stream that fails when a file can't be read
 */
export async function zipOf(blobs: Pick<BlobStore, 'read'>, entries: readonly ArchiveEntry[]): Promise<Readable> {
  const { ZipFile } = await import('yazl')
  const zip = new ZipFile()
  const output = new PassThrough()
  zip.on('error', (error: unknown) => output.destroy(asError(error)))
  for (const { path, blobId, at } of entries) {
    // Pictures and videos are compressed already, and most assets are those.
    zip.addReadStreamLazy(path, { mtime: new Date(at), mode: 0o100644, compress: false }, (done) => {
      const bytes = new PassThrough()
      done(null, bytes)
      blobs.read(blobId).then(
        (stored) => pipeline(stored, bytes).catch((error: unknown) => output.destroy(asError(error))),
        (error: unknown) => output.destroy(asError(error)),
      )
    })
  }
  zip.end()
  void pipeline(zip.outputStream, output).catch((error: unknown) => output.destroy(asError(error)))
  return output
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
