// Files of every kind that tests upload: pictures made by the library of pictures, videos as their containers begin.
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** A picture of one colour and some noise, so that it doesn't compress to nothing. */
export const picture = (width: number, height: number): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: 120, g: 60, b: 30 },
      noise: { type: 'gaussian', mean: 120, sigma: 30 },
    },
  })

/** One picture in each format that the library writes. */
export const pictureIn = {
  jpg: () => picture(640, 480).jpeg().toBuffer(),
  png: () => picture(640, 480).png().toBuffer(),
  webp: () => picture(640, 480).webp().toBuffer(),
  gif: () => picture(640, 480).gif().toBuffer(),
  tiff: () => picture(640, 480).tiff().toBuffer(),
  avif: () => picture(64, 48).avif({ effort: 0 }).toBuffer(),
} as const

/** An animation of some frames. */
export const animation = (frames: number): Promise<Buffer> =>
  Promise.all(Array.from({ length: frames }, () => picture(20, 10).png().toBuffer())).then((pictures) =>
    sharp(pictures, { join: { animated: true } })
      .gif()
      .toBuffer(),
  )

const chunk = (name: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A PNG of 400 million pixels in 50 kB of file. */
export function bomb(): Buffer {
  const size = 20_000
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head[8] = 1
  const rows = deflateSync(Buffer.alloc(size * (1 + size / 8)))
  const mark = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

/** A drawing of 30 by 20, with some text in it. */
export const svg = (inside = ''): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><rect width="9" height="9"/>${inside}</svg>`,
  )

const box = (name: string, ...content: readonly Buffer[]): Buffer => {
  const inside = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(inside.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, inside])
}

/** An MP4 with no pictures: its header says the size. */
export function mp4(width: number, height: number, isHeaderLast = false): Buffer {
  const track = Buffer.alloc(84)
  track.writeUInt32BE(width * 65_536, 76)
  track.writeUInt32BE(height * 65_536, 80)
  const movie = box('moov', box('mvhd', Buffer.alloc(100)), box('trak', box('tkhd', track)))
  const media = box('mdat', Buffer.alloc(3000, 7))
  const begin = box('ftyp', Buffer.from('isom\0\0\0\0isommp42', 'latin1'))
  return Buffer.concat(isHeaderLast ? [begin, media, movie] : [begin, movie, media])
}

const element = (id: readonly number[], ...content: readonly Buffer[]): Buffer => {
  const inside = Buffer.concat(content)
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(inside.length))
  length[0] = 1
  return Buffer.concat([Buffer.from(id), length, inside])
}

const number16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255])

/** A WebM with no pictures: its header says the size. */
export const webm = (width: number, height: number): Buffer =>
  Buffer.concat([
    element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], Buffer.from('webm'))),
    element(
      [0x18, 0x53, 0x80, 0x67],
      element([0x15, 0x49, 0xa9, 0x66], Buffer.alloc(40)),
      element(
        [0x16, 0x54, 0xae, 0x6b],
        element(
          [0xae],
          element([0xd7], Buffer.from([1])),
          element([0xe0], element([0xb0], number16(width)), element([0xba], number16(height))),
        ),
      ),
    ),
  ])
