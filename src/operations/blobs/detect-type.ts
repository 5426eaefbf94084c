import { readPart, type MeasuredBlob } from './read-part.ts'

/** What the first bytes of a file say it is. */
export interface DetectedType {
  readonly extension: string
  readonly mediaType: string
}

/** How much of a file is looked at, in bytes. */
const headLength = 65_536

/**
 * Tells what a file is by its first bytes; null for what has no mark of its own, such as text. A file that only begins like
 * one kind isn't one yet: pictures are decoded, too.
 */
export async function detectType(blob: MeasuredBlob): Promise<DetectedType | null> {
  const head = await readPart(blob, 0, headLength)
  if (isSvg(head)) return { extension: 'svg', mediaType: 'image/svg+xml' }
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(head)
  if (found !== undefined) return { extension: found.ext, mediaType: found.mime }
  return isTiff(head) ? { extension: 'tif', mediaType: 'image/tiff' } : null
}

/** The library follows a TIFF to its directory, which is often at its end and so not in the head. */
const isTiff = (head: Buffer): boolean => ['49492a00', '4d4d002a'].includes(head.toString('hex', 0, 4))

/** XML whose first element is `svg`: what stands before it are a byte order mark, declarations and comments. */
function isSvg(head: Buffer): boolean {
  if (head.includes(0)) return false
  const text = head.toString('utf8').replace(/^\uFEFF/, '')
  return /^\s*(?:<\?[^>]*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?[^>]*>\s*)*<svg[\s/>]/.test(
    text,
  )
}
