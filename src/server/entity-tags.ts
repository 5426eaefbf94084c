import type { ExpectedVersions } from '../operations/operation.ts'

/** Writes a record's version as a strong entity tag (RFC 9110, 8.8.3): `"17"`. */
export const writeEntityTag = (version: number): string => `"${version}"`

/**
 * Reads the header `If-Match` (RFC 9110, 13.1.1): `*`, or entity tags of ours.
 *
 * @returns undefined without the header; what is no tag of ours, weak ones included, matches nothing
 */
export function readIfMatch(header: string | undefined): ExpectedVersions | undefined {
  if (header === undefined) return undefined
  if (header.trim() === '*') return 'any'
  return header.split(',').flatMap((sent) => {
    const [, version] = /^\s*"(\d{1,15})"\s*$/.exec(sent) ?? []
    return version === undefined ? [] : [Number(version)]
  })
}
