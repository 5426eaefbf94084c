import type { AssetRecord } from '../../domain/library-records.ts'

/** What an address of an original is made of besides the asset. */
export interface UrlFacts {
  /** Where the caller reaches this server; no slash at the end. */
  readonly origin: string
  readonly cloudName: string
}

/**
 * Spells the address of an original. Of a private or authenticated asset it opens nothing by itself: it takes a signature
 * there, or a download.
 */
export function urlOfOriginal(
  { resourceKind, delivery, version, publicId, file }: AssetRecord,
  { origin, cloudName }: UrlFacts,
): string {
  const ending = resourceKind === 'raw' || file.format === null ? '' : `.${file.format}`
  const path = `${publicId}${ending}`.split('/').map(encodeURIComponent).join('/')
  return `${origin}/${encodeURIComponent(cloudName)}/${resourceKind}/${delivery}/v${version}/${path}`
}
