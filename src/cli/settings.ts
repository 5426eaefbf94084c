import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { readBucket, type Bucket } from '../domain/bucket.ts'
import { readSourceHosts, type SourceHost } from '../domain/source-host.ts'
import { usedWrongly } from './command-failed.ts'

/** The flags that say where the installation is kept. */
export interface PlacementFlags {
  readonly data: string
  readonly databaseUrl?: string
  readonly blobs?: Bucket
}

/** Adds the flags of {@link PlacementFlags}. */
export function addPlacementOptions(command: Command): Command {
  return command
    .addOption(
      setting('--data <dir>', 'ROLECALL_DATA', 'folder of the database and the secret key')
        .argParser(readPath)
        .default(resolve('.rolecall'), './.rolecall'),
    )
    .addOption(setting('--database-url <url>', 'ROLECALL_DATABASE_URL', 'a PostgreSQL database in place of a file'))
    .addOption(
      setting('--blobs <address>', 'ROLECALL_BLOBS', 'a bucket for the files of assets, s3://bucket/prefix').argParser(
        readBucketAddress,
      ),
    )
}

/** Says where the installation is kept. @throws CommandFailed for what can't be the address of a database */
export function placementOf({ data, databaseUrl, blobs }: PlacementFlags): {
  readonly dataDir: string
  readonly databaseUrl: string | null
  readonly bucket?: Bucket
} {
  const files = { dataDir: data, ...(blobs !== undefined && { bucket: blobs }) }
  if (databaseUrl === undefined) return { ...files, databaseUrl: null }
  // The message doesn't repeat the address, which may hold a password.
  if (!URL.canParse(databaseUrl) || !/^postgres(?:ql)?:$/.test(new URL(databaseUrl).protocol)) {
    throw usedWrongly('--database-url is written as postgresql://user:password@host:port/name')
  }
  return { ...files, databaseUrl }
}

/** Makes an option that an environment variable gives as well; the flag wins, an empty variable counts as none. */
export function setting(flags: string, variable: string, says: string): Option {
  const option = new Option(flags, says)
  return process.env[variable] === '' ? option : option.env(variable)
}

/** Reads a path, relative to the folder one stands in. */
export function readPath(value: string): string {
  if (value === '') throw new InvalidArgumentError('A path is needed.')
  return resolve(value)
}

/** Reads a port number; 0 means any free one. */
export function readPort(value: string): number {
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  }
  return Number(value)
}

/** Reads a host name or address to listen on. */
export function readHost(value: string): string {
  if (!/^[A-Za-z0-9.:_-]+$/.test(value)) {
    throw new InvalidArgumentError('A host is a name or an address, such as 127.0.0.1.')
  }
  return value
}

/** Reads the address of a web server. */
export function readHttpUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new InvalidArgumentError('An address begins with https:// or http://.')
  }
  return value
}

/** Reads a list of hosts that files may be fetched from. */
export function readFetchHosts(value: string): readonly SourceHost[] {
  const hosts = readSourceHosts(value)
  if (hosts === null) {
    throw new InvalidArgumentError(
      'Hosts are written as a.com, *.b.org, a.com:8080 or private:intranet, apart by commas.',
    )
  }
  return hosts
}

/** Reads the address of a bucket. */
export function readBucketAddress(value: string): Bucket {
  const bucket = readBucket(value)
  if (bucket === null) throw new InvalidArgumentError('A bucket is written as s3://bucket or s3://bucket/prefix.')
  return bucket
}

/** Reads a number of bytes. */
export function readByteCount(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('A number of bytes is a whole number above 0.')
  return Number(value)
}

/** Reads a number of things. */
export function readCount(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('A number of things is a whole number.')
  return Number(value)
}

/** Reads the address of a mail server; the message doesn't repeat it, as it may hold a password. */
export function readSmtpUrl(value: string): string {
  if (!URL.canParse(value) || !/^smtps?:$/.test(new URL(value).protocol)) {
    throw new InvalidArgumentError('A mail server is written as smtp://user:password@host:587 or smtps://…')
  }
  return value
}
