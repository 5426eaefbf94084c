import type { Sharp, SharpOptions } from 'sharp'
import { limitConcurrency } from './limit-concurrency.ts'

/** What decoding a picture tells. Pixels as they are stored, before any turning that a camera asks for. */
export interface Picture {
  readonly format: string
  readonly width: number
  readonly height: number
  /** Pages, or frames of an animation. */
  readonly pages: number
  /** A picture of at most {@link thumbnailSize} pixels either way, as WebP, turned the right way up, without metadata. */
  readonly thumbnail: Buffer
}

/** The longer side of a thumbnail, in pixels. */
export const thumbnailSize = 400

/** A file that isn't a picture, or not a whole one. */
export class NotAPicture extends Error {
  constructor(cause: unknown) {
    super('not a picture that can be decoded', { cause })
    this.name = 'NotAPicture'
  }
}

/** A picture of more pixels than are allowed; it wasn't decoded. */
export class TooManyPixels extends Error {
  readonly pixels: number

  constructor(pixels: number) {
    super(`a picture of ${pixels} pixels`)
    this.name = 'TooManyPixels'
    this.pixels = pixels
  }
}

/** Pictures decoded at a time: each may take hundreds of megabytes of memory for a moment. */
const decodeAtOnce = limitConcurrency(2)

/** How long one picture may take, in seconds; small files can be made to take forever. */
const patienceSeconds = 30

/**
 * Decodes a picture whole and makes its thumbnail: the one door to the library of pictures.
 *
 * @param source a path, or the bytes themselves: those of an SVG, which could else name files beside it
 * @param expected the formats it may be in, as {@link Picture.format} says them
 * @throws NotAPicture also for a damaged or shortened one, and for one in another format
 * @throws TooManyPixels
 */
export function examinePicture(
  source: string | Buffer,
  expected: readonly string[],
  maxPixels: number,
): Promise<Picture> {
  return decodeAtOnce(async () => {
    const { default: sharp } = await import('sharp')
    sharp.cache(false)
    const open = (limitInputPixels: number | false): Sharp => sharp(source, { ...readOptions, limitInputPixels })
    const { format, width, height, pages, compression } = await open(false).metadata().catch(notAPicture)
    const name = formatNames[format === 'heif' ? (compression ?? format) : format]
    if (name === undefined || !expected.includes(name)) throw new NotAPicture(undefined)
    if (width * height > maxPixels) throw new TooManyPixels(width * height)
    const thumbnail = await open(maxPixels)
      .timeout({ seconds: patienceSeconds })
      .autoOrient()
      .resize({ width: thumbnailSize, height: thumbnailSize, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
      .catch(notAPicture)
    return { format: name, width, height, pages: pages ?? 1, thumbnail }
  })
}

/** Makes a picture of dots of an SVG drawing of our own. */
export function drawPicture(svg: Buffer, format: 'jpg' | 'png' | 'webp'): Promise<Buffer> {
  return decodeAtOnce(async () => {
    const { default: sharp } = await import('sharp')
    return sharp(svg)
      .toFormat(format === 'jpg' ? 'jpeg' : format, { quality: 82 })
      .toBuffer()
  })
}

/** Cameras write files with small faults that every program overlooks; missing and damaged parts are no small faults. */
const readOptions: SharpOptions = { failOn: 'error', sequentialRead: true }

/** What the library calls a format, and how files of it are named. */
const formatNames: Readonly<Record<string, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  tiff: 'tiff',
  av1: 'avif',
  svg: 'svg',
}

function notAPicture(error: unknown): never {
  throw new NotAPicture(error)
}
