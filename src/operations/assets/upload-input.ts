import type { AssetFile, ResourceKind, UploadSettings } from '../../domain/library-records.ts'
import type { StagedBlob } from '../blobs/staging.ts'

/** What an upload is made of. */
export interface UploadInput {
  readonly environmentId: string
  /** `auto`: what the bytes tell. */
  readonly resourceKind: ResourceKind | 'auto'
  readonly file: UploadedFile
  /** The name of the preset that fills in what `settings` leave open; null when there is none. */
  readonly preset: string | null
  /** By the names of upload parameters, each as a JSON request would have it. */
  readonly settings: UploadSettings
}

/** The file of an upload on its way into the store. */
export type UploadedFile =
  /** An address, or a data URI. */
  | { readonly type: 'text'; readonly text: string }
  /** It came with the request. */
  | { readonly type: 'staged'; readonly staged: StagedBlob; readonly filename: string | null }
  /** What `prepare` makes of either. */
  | {
      readonly type: 'inspected'
      readonly resourceKind: ResourceKind
      readonly file: AssetFile
      readonly filename: string | null
      /** See `Naming.drawn`. */
      readonly drawn: string
    }
