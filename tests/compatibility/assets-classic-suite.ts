// Assets by the vendor's classic client: uploads in all their shapes, and what is done to assets.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { givenServedLibrary, type Answer } from '../given/asset-clients.ts'
import { pixel } from '../given/library.ts'

const png = Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64')
const md5 = createHash('md5').update(png).digest('hex')

test('a data URI becomes an asset, and the answer is signed as the client expects', async (t) => {
  const { uploader, url, find, isSigned } = await givenServedLibrary(t)
  const made = await uploader.upload!(pixel, {
    public_id: 'products/dot',
    asset_folder: 'brand/new',
    tags: ['a', 'b'],
    context: { alt: 'one | two = three', caption: 'x' },
    display_name: 'The dot',
  })
  const stored = await find('products/dot')
  const { version, signature, created_at: at, ...rest } = made
  assert.deepEqual(rest, {
    asset_id: stored?.id,
    public_id: 'products/dot',
    version_id: stored?.versionId,
    width: 1,
    height: 1,
    format: 'png',
    resource_type: 'image',
    tags: ['a', 'b'],
    context: { custom: { alt: 'one | two = three', caption: 'x' } },
    pages: 1,
    bytes: png.length,
    type: 'upload',
    etag: md5,
    placeholder: false,
    url: `${url}/demo/image/upload/v${String(version)}/products/dot.png`,
    secure_url: `${url}/demo/image/upload/v${String(version)}/products/dot.png`,
    asset_folder: 'brand/new',
    display_name: 'The dot',
    access_mode: 'public',
    api_key: '100',
  })
  assert.match(String(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  assert.equal(isSigned('products/dot', version, signature), true)
  assert.equal(isSigned('products/other', version, signature), false)
})

test('a file on the disk, a stream and a large file in pieces arrive byte for byte', async (t) => {
  const { uploader, find, acme } = await givenServedLibrary(t)
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-assets-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'My picture.png'), png)
  const file = await uploader.upload!(join(folder, 'My picture.png'), { use_filename: true, unique_filename: false })
  assert.deepEqual([file.public_id, file.original_filename, file.etag], ['My_picture', 'My picture', md5])

  const streamed = await new Promise<Answer>((resolve, reject) => {
    const stream: unknown = uploader.upload_stream!({ public_id: 'streamed' }, (error: unknown, result: Answer) =>
      error === undefined ? resolve(result) : reject(new Error(JSON.stringify(error))),
    )
    ;(stream as NodeJS.WritableStream).end(png)
  })
  assert.deepEqual([streamed.public_id, streamed.etag], ['streamed', md5])

  const large = Buffer.alloc(11_000_000, 'large file ')
  await writeFile(join(folder, 'large.bin'), large)
  const pieces = await new Promise<Answer>((resolve, reject) => {
    const options = { chunk_size: 5_000_000, public_id: 'large.bin' }
    void uploader.upload_large!(join(folder, 'large.bin'), options, (error: unknown, result: Answer) =>
      error === undefined ? resolve(result) : reject(new Error(JSON.stringify(error))),
    )
  })
  assert.deepEqual(
    [pieces.public_id, pieces.bytes, pieces.etag, pieces.resource_type],
    ['large.bin', large.length, createHash('md5').update(large).digest('hex'), 'raw'],
  )
  assert.ok(await find('streamed'))
  assert.equal((await acme.house.store.measureLibrary(acme.account.id, acme.environment('demo'))).assets, 3)
})
