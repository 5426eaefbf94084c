import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { StagedFile } from '../api/admin/file-field.ts'
import { refusal } from '../domain/errors.ts'
import type { House } from '../operations/house.ts'
import { releaseStaged, stageBlob } from '../operations/blobs/staging.ts'
import { maxFileBytes } from '../operations/blobs/take-in.ts'
import { BlobSpaceExhausted, BlobTooLarge } from '../store/blobs/blob-store.ts'
import type { SentParameter } from './request-signature.ts'

/** A multipart body, read. */
export interface ReadForm {
  /** The fields in their order, and the file. */
  readonly body: Readonly<Record<string, unknown>>
  /** The fields alone, in their order, each as it was sent. */
  readonly fields: readonly SentParameter[]
  /** The file of the part `file`, if there is one. Whoever doesn't use it lets go of it. */
  readonly file: StagedFile | null
}

/** What a multipart body may hold. */
export interface FormLimits {
  /** Whether there may be a file. */
  readonly takesFile: boolean
  /** How many bytes all fields may have together. */
  readonly maxFieldBytes: number
}

/** A multipart body that can't be read as one, or holds what it may not. */
export class MalformedForm extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'MalformedForm'
  }
}

/** How many fields there may be. */
const maxFields = 1000

/**
 * Reads a multipart body: fields into memory, the file into the store of blobs as it comes, in whichever order they stand.
 * Nothing is kept when it fails.
 *
 * @throws MalformedForm
 * @throws Refusal `file_too_large`, `no_room_left`
 */
export async function readMultipart(request: FastifyRequest, house: House, limits: FormLimits): Promise<ReadForm> {
  const reading = new FormReading(house, limits)
  try {
    const { maxFieldBytes } = limits
    const sizes = { fields: maxFields, fieldSize: maxFieldBytes, fieldNameSize: 200, files: 1, fileSize: Infinity }
    for await (const part of request.parts({ limits: { ...sizes, parts: maxFields + 1, headerPairs: 100 } })) {
      if (part.type === 'file') await reading.takeFile(part)
      else reading.takeField(part.fieldname, part.value, part.valueTruncated || part.fieldnameTruncated)
    }
    return reading.read()
  } catch (error) {
    await releaseStaged(house, [reading.file?.staged.blobId ?? null])
    throw asRefusal(error, house)
  }
}

class FormReading {
  readonly #house: House
  readonly #limits: FormLimits
  readonly #fields: SentParameter[] = []
  #bytes = 0
  file: StagedFile | null = null

  constructor(house: House, limits: FormLimits) {
    this.#house = house
    this.#limits = limits
  }

  takeField(name: string, value: unknown, isCut: boolean): void {
    this.#bytes += name.length + (typeof value === 'string' ? Buffer.byteLength(value) : 0)
    if (isCut || this.#bytes > this.#limits.maxFieldBytes) throw new MalformedForm(`the field ${name} is too long`)
    this.#fields.push([name, value])
  }

  async takeFile({ fieldname, file, filename }: MultipartFile): Promise<void> {
    if (!this.#limits.takesFile || fieldname !== 'file')
      throw refusal('invalid_fields', undefined, { fields: [{ name: fieldname }] })
    this.file = new StagedFile(
      await stageBlob(this.#house, file, maxFileBytes(this.#house)),
      filename === '' ? null : filename,
    )
  }

  read(): ReadForm {
    const grouped = Map.groupBy(this.#fields, ([name]) => name)
    const fields = [...grouped].map(([name, all]): SentParameter => {
      const values = all.map(([, value]) => value)
      return [name, values.length === 1 ? values[0] : values]
    })
    if (this.file !== null && grouped.has('file')) throw new MalformedForm('there are two files')
    const body: Readonly<Record<string, unknown>> = {
      ...Object.fromEntries(fields),
      ...(this.file !== null && { file: this.file }),
    }
    return { body, fields: this.#fields, file: this.file }
  }
}

/** Whatever else goes wrong here, the bytes of the sender are the reason. */
function asRefusal(error: unknown, house: House): unknown {
  if (error instanceof BlobTooLarge)
    return refusal('file_too_large', { maxBytes: maxFileBytes(house) }, { cause: error })
  if (error instanceof BlobSpaceExhausted) return refusal('no_room_left', undefined, { cause: error })
  const { code } = error as { readonly code?: unknown }
  const isOfSender =
    typeof code === 'string'
      ? code.startsWith('FST_')
      : error instanceof Error && /multipart|header|part/i.test(error.message)
  return isOfSender && !(error instanceof MalformedForm)
    ? new MalformedForm('the multipart body is broken', error)
    : error
}
