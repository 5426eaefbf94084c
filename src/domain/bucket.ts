/** A bucket of an S3 service, and what the names of our objects in it begin with: empty, or ending with a slash. */
export interface Bucket {
  readonly name: string
  readonly prefix: string
}

/** Reads the address of a bucket, `s3://bucket` or `s3://bucket/prefix`; null when it is none. */
export function readBucket(address: string): Bucket | null {
  const [, name, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/([\w.\-/]*))?$/.exec(address) ?? []
  if (name === undefined || path.split('/').some((step) => /^\.{1,2}$/.test(step))) return null
  const prefix = path.replace(/^\/+|\/+$/g, '')
  return { name, prefix: prefix === '' ? '' : `${prefix}/` }
}
