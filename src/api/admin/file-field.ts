import { z } from 'zod'
import type { UploadedFile } from '../../operations/assets/upload-input.ts'

type StagedBlob = Extract<UploadedFile, { type: 'staged' }>['staged']

/** A file that came with a request, and whose bytes lie in the store of blobs already. Only the server makes one. */
export class StagedFile {
  readonly staged: StagedBlob
  /** As it was sent; null when no name was. */
  readonly filename: string | null

  constructor(staged: StagedBlob, filename: string | null) {
    this.staged = staged
    this.filename = filename
  }
}

/** The file of an upload: a part of a multipart body, or the text of an address or a data URI. */
export const fileField = z
  .union([z.instanceof(StagedFile), z.string().min(1)])
  .describe('A file as a part of a multipart body, or the text of an address or a data URI.')

/** Gives an upload's file as operations take it. */
export const toUploadedFile = (file: StagedFile | string): UploadedFile =>
  typeof file === 'string'
    ? { type: 'text', text: file }
    : { type: 'staged', staged: file.staged, filename: file.filename }
