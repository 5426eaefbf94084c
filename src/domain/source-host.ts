/** A host that files may be fetched from. */
export interface SourceHost {
  /** In lower case; a name, an address (IPv6 in brackets), or `*.name` for every name beneath it. */
  readonly name: string
  /** Null: the usual port of the scheme. */
  readonly port: number | null
  /** It may be at an address that isn't one of the open internet. */
  readonly isPrivate: boolean
}

/**
 * Reads a list of hosts, apart by commas: `a.com`, `*.b.org`, `a.com:8080`, `private:intranet.example`.
 *
 * @returns null when one of them can't be read
 */
export function readSourceHosts(text: string): readonly SourceHost[] | null {
  const words = text.split(',').map((word) => word.trim())
  const hosts = words.filter((word) => word !== '').map(readHost)
  return hosts.every((host) => host !== null) ? hosts : null
}

/** Finds the entry of a list that lets files be fetched from an address; undefined when none does. */
export function findSourceHost(hosts: readonly SourceHost[], { hostname, port }: URL): SourceHost | undefined {
  return hosts.find(
    (host) => isName(host.name, hostname) && (host.port === null ? port === '' : port === String(host.port)),
  )
}

function readHost(word: string): SourceHost | null {
  const found = /^(private:)?(\*\.)?([^/@?#\\\s*]+?)(?::(\d{1,5}))?$/i.exec(word)
  if (found === null) return null
  const [, isPrivate, wildcard = '', name = '', port] = found
  const address = `http://${name}${port === undefined ? '' : `:${port}`}/`
  if (!URL.canParse(address)) return null
  return {
    name: `${wildcard}${new URL(address).hostname}`,
    port: port === undefined ? null : Number(port),
    isPrivate: isPrivate !== undefined,
  }
}

const isName = (pattern: string, hostname: string): boolean =>
  pattern.startsWith('*.')
    ? hostname.endsWith(pattern.slice(1)) && hostname.length >= pattern.length
    : hostname === pattern
