// What files are found to be, by their bytes alone.
import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import sharp from 'sharp'
import { inspectFile, type Expectation, type InspectedFile } from '../../src/operations/blobs/inspect.ts'
import { stageBlob } from '../../src/operations/blobs/staging.ts'
import { givenAcme } from '../given/acme.ts'
import type { GivenHouse } from '../given/house.ts'
import { animation, bomb, mp4, picture, pictureIn, svg, webm } from './files.ts'
import { refusalOf } from '../given/refusals.ts'

interface Given extends GivenHouse {
  readonly inspect: (bytes: Buffer, expected?: Partial<Expectation>) => Promise<InspectedFile>
}

async function given(test: TestContext): Promise<Given> {
  const house = await givenAcme({ test })
  const inspect = async (bytes: Buffer, expected: Partial<Expectation> = {}): Promise<InspectedFile> => {
    const pieces = (async function* () {
      yield bytes
    })()
    const staged = await stageBlob(house.house, pieces, 1e9)
    return inspectFile(house.house, staged, { kind: 'auto', filename: null, ...expected })
  }
  return { ...house, inspect }
}

/** What a file is found to be, without the names of blobs. */
const said = ({ resourceKind, file }: InspectedFile): unknown => {
  const { format, mediaType, width, height, pages, thumbnailId } = file
  return { resourceKind, format, mediaType, width, height, pages, hasThumbnail: thumbnailId !== null }
}

test('pictures of every format are known by their bytes, measured, and get a thumbnail', async (t) => {
  const { inspect, house } = await given(t)
  const mediaTypes = { jpg: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', tiff: 'image/tiff' }
  for (const [format, mediaType] of Object.entries({ ...mediaTypes, avif: 'image/avif' })) {
    const [width, height] = format === 'avif' ? [64, 48] : [640, 480]
    const found = await inspect(await pictureIn[format as 'jpg'](), { filename: 'misleading.txt' })
    const pages = 1
    assert.deepEqual(said(found), {
      resourceKind: 'image',
      format,
      mediaType,
      width,
      height,
      pages,
      hasThumbnail: true,
    })
    const { thumbnailId } = found.file
    assert.ok(thumbnailId)
    const thumbnail = await sharp(await buffer(await house.blobs.read(thumbnailId))).metadata()
    assert.deepEqual([thumbnail.format, thumbnail.width], ['webp', Math.min(400, width)])
  }
})

test('an animation says how many frames it has', async (t) => {
  const { inspect } = await given(t)
  assert.equal((await inspect(await animation(3))).file.pages, 3)
})

test('a thumbnail stands upright and has no metadata', async (t) => {
  const { inspect, house } = await given(t)
  const turned = await picture(800, 400)
    .withExif({ IFD0: { Copyright: 'private words' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const { file } = await inspect(turned)
  const bytes = await buffer(await house.blobs.read(file.thumbnailId!))
  const { width, height, exif, orientation } = await sharp(bytes).metadata()
  assert.deepEqual(
    { width, height, exif, orientation },
    { width: 200, height: 400, exif: undefined, orientation: undefined },
  )
  assert.equal(bytes.includes('private words'), false)
})

test('an SVG is a picture, whatever stands before its first element', async (t) => {
  const { inspect } = await given(t)
  const heads = [
    '',
    '<?xml version="1.0"?>\n',
    '\uFEFF<!-- a > b -->\n',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">',
  ]
  for (const head of heads) {
    const found = await inspect(Buffer.concat([Buffer.from(head), svg()]), { kind: 'image' })
    assert.equal(found.file.mediaType, 'image/svg+xml', head)
    assert.deepEqual([found.file.width, found.file.height], [30, 20])
  }
})

test('videos and sound are known by their container; their size is read where it is cheap to', async (t) => {
  const { inspect } = await given(t)
  const size = async (bytes: Buffer): Promise<unknown> => {
    const { resourceKind, file } = await inspect(bytes, { kind: 'video' })
    return [resourceKind, file.format, file.width, file.height, file.thumbnailId]
  }
  assert.deepEqual(await size(mp4(1920, 1080)), ['video', 'mp4', 1920, 1080, null])
  assert.deepEqual(await size(mp4(320, 200, true)), ['video', 'mp4', 320, 200, null])
  assert.deepEqual(await size(webm(640, 360)), ['video', 'webm', 640, 360, null])
  assert.deepEqual(await size(mp4(0, 0)), ['video', 'mp4', null, null, null])
  const wave = Buffer.from(
    'RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    'latin1',
  )
  assert.deepEqual(await size(wave), ['video', 'wav', null, null, null])
})

test('everything else is raw, and named by its ending', async (t) => {
  const { inspect } = await given(t)
  const raw = async (bytes: string, filename: string | null): Promise<unknown> => {
    const { resourceKind, file } = await inspect(Buffer.from(bytes, 'latin1'), { filename })
    return [resourceKind, file.format, file.mediaType]
  }
  assert.deepEqual(await raw('a,b\n1,2\n', 'prices.CSV'), ['raw', 'csv', 'text/csv'])
  assert.deepEqual(await raw('%PDF-1.7\n', 'terms.pdf'), ['raw', 'pdf', 'application/pdf'])
  assert.deepEqual(await raw('<!DOCTYPE html><script>1</script>', 'page.html'), [
    'raw',
    'html',
    'application/octet-stream',
  ])
  assert.deepEqual(await raw('words', 'README'), ['raw', null, 'application/octet-stream'])
  assert.deepEqual(await raw('words', null), ['raw', null, 'application/octet-stream'])
  // What is sent as raw is never looked into.
  assert.equal((await inspect(await pictureIn.png(), { kind: 'raw' })).resourceKind, 'raw')
})

/** Files that begin as pictures and aren't, by what is wrong with them. */
const badPictures = async (): Promise<Readonly<Record<string, Buffer>>> => {
  const jpg = await pictureIn.jpg()
  const png = await pictureIn.png()
  const damaged = Buffer.from(png)
  damaged.fill(0x55, Math.floor(png.length / 2), Math.floor(png.length / 2) + 200)
  const lol = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'.concat(
    ...['b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdef'.charAt(at)};`.repeat(10)}">`),
    ']>',
  )
  return {
    'a shortened JPEG': jpg.subarray(0, jpg.length - 400),
    'half a PNG': png.subarray(0, png.length / 2),
    'a damaged PNG': damaged,
    'the head of a JPEG alone': jpg.subarray(0, 20),
    'a GIF that is a script': Buffer.from('GIF89a<script>alert(1)</script>'),
    'an SVG that blows up': Buffer.concat([Buffer.from(lol), svg('<text>&g;</text>')]),
    "an SVG that isn't well-formed": Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect'),
    text: Buffer.from('just words'),
    'a web page': Buffer.from('<html><svg></svg></html>'),
    'a video': mp4(10, 10),
    'a PDF': Buffer.from('%PDF-1.7\n1 0 obj\n'),
  }
}

test('what is sent as a picture and is none is refused; sent as anything it is raw', async (t) => {
  const { inspect } = await given(t)
  for (const [what, bytes] of Object.entries(await badPictures())) {
    assert.equal((await refusalOf(inspect(bytes, { kind: 'image' }))).message, 'Invalid image file', what)
    if (what !== 'a video') assert.equal((await inspect(bytes)).resourceKind, 'raw', what)
  }
})

test('a picture of too many pixels is refused before it is decoded', async (t) => {
  const { inspect } = await given(t)
  const refusal = await refusalOf(inspect(bomb(), { kind: 'image' }))
  assert.equal(refusal.message, 'Image size too large: 400000000 pixels. Maximum is 100000000')
})

test('a file of no bytes is refused as any kind', async (t) => {
  const { inspect } = await given(t)
  for (const kind of ['image', 'video', 'raw', 'auto'] as const) {
    assert.equal((await refusalOf(inspect(Buffer.alloc(0), { kind }))).message, 'Empty file', kind)
  }
})

test('what is sent as a video and is none is refused', async (t) => {
  const { inspect } = await given(t)
  for (const bytes of [await pictureIn.png(), Buffer.from('words')]) {
    assert.equal((await refusalOf(inspect(bytes, { kind: 'video' }))).code, 'invalid_video')
  }
})
