import { readPart, type MeasuredBlob } from './read-part.ts'

/** The size of a video's picture, in pixels. */
export interface VideoSize {
  readonly width: number
  readonly height: number
}

/** Reads the size of a video out of its header, where its container is known and the header is small; else null. */
export async function findVideoSize(blob: MeasuredBlob, extension: string): Promise<VideoSize | null> {
  const size = isoExtensions.has(extension)
    ? await sizeInIso(blob)
    : matroskaExtensions.has(extension)
      ? sizeInMatroska(await readPart(blob, 0, maxHeaderBytes))
      : null
  return size !== null && isPlausible(size.width) && isPlausible(size.height) ? size : null
}

const isoExtensions = new Set(['mp4', 'm4v', 'mov', '3gp', '3g2'])
const matroskaExtensions = new Set(['webm', 'mkv'])

/** How much of a file is read to find its size, and how many boxes are passed over. */
const maxHeaderBytes = 4_194_304
const maxBoxes = 64

const isPlausible = (pixels: number): boolean => Number.isInteger(pixels) && pixels > 0 && pixels <= 65_536

interface Box {
  readonly name: string
  /** Where its content begins and the box ends. */
  readonly from: number
  readonly to: number
}

/** Boxes as ISO/IEC 14496-12 has them: `moov` may stand before or after the pictures. */
async function sizeInIso(blob: MeasuredBlob): Promise<VideoSize | null> {
  let at = 0
  for (let count = 0; count < maxBoxes && at < blob.bytes; count++) {
    const box = readBox(await readPart(blob, at, 16), 0, blob.bytes - at)
    if (box === null) return null
    if (box.name === 'moov') {
      const length = Math.min(box.to - box.from, maxHeaderBytes)
      return sizeInMovie(await readPart(blob, at + box.from, length))
    }
    at += box.to
  }
  return null
}

/** The first track that has a picture says its size in its header: the last eight bytes, in 65,536ths of a pixel. */
function sizeInMovie(movie: Buffer): VideoSize | null {
  for (const track of boxesIn(movie, { from: 0, to: movie.length }, 'trak')) {
    for (const { to } of boxesIn(movie, track, 'tkhd')) {
      if (to - track.from < 84 || to > movie.length) continue
      const width = Math.round(movie.readUInt32BE(to - 8) / 65_536)
      const height = Math.round(movie.readUInt32BE(to - 4) / 65_536)
      if (width > 0 && height > 0) return { width, height }
    }
  }
  return null
}

function boxesIn(bytes: Buffer, { from, to }: { readonly from: number; readonly to: number }, name: string): Box[] {
  const found: Box[] = []
  for (let at = from; at < to;) {
    const box = readBox(bytes, at, to - at)
    if (box === null) break
    if (box.name === name) found.push(box)
    at = box.to
  }
  return found
}

/** @param room how far the box may reach from `at` */
function readBox(bytes: Buffer, at: number, room: number): Box | null {
  if (at + 8 > bytes.length) return null
  const short = bytes.readUInt32BE(at)
  const name = bytes.toString('latin1', at + 4, at + 8)
  if (short === 1 && at + 16 > bytes.length) return null
  const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? room : short
  const head = short === 1 ? 16 : 8
  return length < head || length > room ? null : { name, from: at + head, to: at + length }
}

/** Ids of elements (RFC 9559): Segment, Tracks, TrackEntry, Video hold each other; the last two hold numbers. */
const holderIds = new Set([0x18_53_80_67, 0x16_54_ae_6b, 0xae, 0xe0])
const widthId = 0xb0
const heightId = 0xba

/** Walks the elements in order, into those that hold the size and past all others. */
function sizeInMatroska(bytes: Buffer): VideoSize | null {
  let width: number | null = null
  let at = 0
  while (at < bytes.length) {
    const id = readNumber(bytes, at, false)
    const length = id === null ? null : readNumber(bytes, id.next, true)
    if (id === null || length === null) return null
    const isHolder = holderIds.has(id.value)
    if (id.value === widthId) width = readUnsigned(bytes, length.next, length.value)
    if (id.value === heightId && width !== null) {
      const height = readUnsigned(bytes, length.next, length.value)
      return height === null ? null : { width, height }
    }
    at = isHolder ? length.next : length.next + length.value
  }
  return null
}

/** A number whose first byte's leading zeros tell its length; `isLength` leaves the mark of the length out. */
function readNumber(
  bytes: Buffer,
  at: number,
  isLength: boolean,
): { readonly value: number; readonly next: number } | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const extra = Math.clz32(first) - 24
  if (at + extra >= bytes.length) return null
  let value = isLength ? first & ((1 << (7 - extra)) - 1) : first
  for (let step = 1; step <= extra; step++) value = value * 256 + (bytes[at + step] ?? 0)
  return { value, next: at + extra + 1 }
}

const readUnsigned = (bytes: Buffer, at: number, length: number): number | null =>
  length < 1 || length > 4 || at + length > bytes.length ? null : bytes.readUIntBE(at, length)
