import { inspectFile, type InspectedFile } from '../blobs/inspect.ts'
import { releaseStaged } from '../blobs/staging.ts'
import { releaseFile, takeSource } from '../blobs/take-in.ts'
import type { Preparing } from '../operation.ts'
import { textOf } from './setting-readers.ts'
import type { UploadedFile, UploadInput } from './upload-input.ts'

/** A file that lies in the store of blobs, and of which is known what it is. */
export type InspectedUpload = Extract<UploadedFile, { type: 'inspected' }>

/**
 * Fetches the file of an upload where it has to be fetched, finds out what it is, and draws what its name may need; before
 * the transaction, as all of that takes long.
 *
 * @throws Refusal of files that aren't what they are said to be; see `inspectFile` and `takeSource`
 */
export async function prepareUpload(input: UploadInput, { house }: Preparing): Promise<UploadInput> {
  const { file, resourceKind: kind, settings } = input
  if (file.type === 'inspected') return input
  const said = textOf(settings, 'filename_override', 500) ?? null
  const drawn = house.ids.publicId()
  if (file.type === 'text') {
    const { filename, ...taken } = await takeSource(house, file.text, { kind, filename: said })
    return withFile(input, taken, filename, drawn)
  }
  const filename = said ?? file.filename
  return withFile(input, await inspectFile(house, file.staged, { kind, filename }), filename, drawn)
}

/** Removes the bytes of an upload that came to nothing. */
export async function abandonUpload({ file }: UploadInput, { house }: Preparing): Promise<void> {
  if (file.type === 'inspected') await releaseFile(house, file.file)
  if (file.type === 'staged') await releaseStaged(house, [file.staged.blobId])
}

const withFile = (
  input: UploadInput,
  { resourceKind, file }: InspectedFile,
  filename: string | null,
  drawn: string,
): UploadInput => ({ ...input, file: { type: 'inspected', resourceKind, file, filename, drawn } })
