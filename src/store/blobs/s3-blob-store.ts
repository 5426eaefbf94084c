import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type * as S3 from '@aws-sdk/client-s3'
import type { Bucket } from '../../domain/bucket.ts'
import { blobId, type BlobId } from '../../domain/ids.ts'
import { StoreUnavailable } from '../errors.ts'
import { BlobMissing, type BlobStore, type ByteRange, type WrittenBlob } from './blob-store.ts'
import type { FileBlobStore } from './file-blob-store.ts'

/**
 * Opens a store of blobs in a bucket of any service that speaks S3: the one door to its library, which is loaded here and not
 * before. Region, credentials and the address of the service come from where its tools have them (`AWS_REGION`,
 * `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_ENDPOINT_URL_S3`…).
 *
 * @param spool where bytes lie on this machine while they are on their way
 */
export async function openS3BlobStore(bucket: Bucket, spool: FileBlobStore): Promise<BlobStore> {
  const s3 = await import('@aws-sdk/client-s3')
  const hasOwnEndpoint = process.env.AWS_ENDPOINT_URL_S3 !== undefined || process.env.AWS_ENDPOINT_URL !== undefined
  const client = new s3.S3Client({
    // Services of others seldom have a name for each bucket.
    forcePathStyle: hasOwnEndpoint,
    // Not every service knows the newer ways to sum bytes up; Content-MD5 is known to all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return new S3BlobStore(s3, client, bucket, spool)
}

/** Keeps blobs as objects `ab/ab…`. A blob lies on this machine until it is whole, and then is put in one piece. */
class S3BlobStore implements BlobStore {
  readonly #s3: typeof S3
  readonly #client: S3.S3Client
  readonly #bucket: Bucket
  readonly #spool: FileBlobStore

  constructor(s3: typeof S3, client: S3.S3Client, bucket: Bucket, spool: FileBlobStore) {
    this.#s3 = s3
    this.#client = client
    this.#bucket = bucket
    this.#spool = spool
  }

  async write(id: BlobId, bytes: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenBlob> {
    const written = await this.#spool.write(id, bytes, limit)
    try {
      const put = new this.#s3.PutObjectCommand({
        ...this.#objectOf(id),
        Body: await this.#spool.read(id),
        ContentLength: written.bytes,
        ContentMD5: Buffer.from(written.etag, 'hex').toString('base64'),
      })
      await this.#client.send(put).catch((error: unknown) => this.#fail(id, error))
      return written
    } finally {
      await this.#spool.remove(id)
    }
  }

  async measure(id: BlobId): Promise<number> {
    const head = new this.#s3.HeadObjectCommand(this.#objectOf(id))
    const { ContentLength: bytes } = await this.#client.send(head).catch((error: unknown) => this.#fail(id, error))
    if (bytes === undefined) throw new StoreUnavailable('the bucket does not say how long an object is')
    return bytes
  }

  async read(id: BlobId, range?: ByteRange): Promise<Readable> {
    const get = new this.#s3.GetObjectCommand({
      ...this.#objectOf(id),
      ...(range !== undefined && { Range: `bytes=${range.from}-${range.to}` }),
    })
    const { Body: body } = await this.#client.send(get).catch((error: unknown) => this.#fail(id, error))
    if (!(body instanceof Readable)) throw new StoreUnavailable('the bucket sends no bytes')
    return body
  }

  async borrow(id: BlobId): Promise<{ readonly path: string; readonly release: () => Promise<void> }> {
    // Several may borrow it at a time: each has a copy of its own.
    const copy = blobId(randomBytes(16).toString('hex'))
    await this.#spool.write(copy, await this.read(id), Number.POSITIVE_INFINITY)
    const { path } = await this.#spool.borrow(copy)
    return { path, release: () => this.#spool.remove(copy) }
  }

  async remove(id: BlobId): Promise<void> {
    await this.#spool.remove(id)
    const object = new this.#s3.DeleteObjectCommand(this.#objectOf(id))
    await this.#client.send(object).catch((error: unknown) => this.#fail(id, error))
  }

  #objectOf(id: BlobId): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#bucket.name, Key: `${this.#bucket.prefix}${id.slice(0, 2)}/${id}` }
  }

  #fail(id: BlobId, error: unknown): never {
    const isMissing = error instanceof this.#s3.S3ServiceException && ['NoSuchKey', 'NotFound'].includes(error.name)
    if (isMissing) throw new BlobMissing(id)
    throw new StoreUnavailable('the bucket can not be used', { cause: error })
  }
}
