/** A Cedar IP address or range: `prefix` is 32 or 128 for a single address. */
export interface IpAddress {
  readonly kind: 'ip'
  readonly version: 4 | 6
  readonly address: bigint
  readonly prefix: number
}

const writtenPrefix = /^(?:0|[1-9][0-9]{0,2})$/
const writtenByte = /^(?:0|[1-9][0-9]{0,2})$/
const writtenGroup = /^[0-9a-fA-F]{1,4}$/

/**
 * Reads `10.0.0.1`, `10.0.0.0/8`, `::1`, `fe80::/10`; IPv4 written inside IPv6 is refused.
 *
 * @see https://docs.cedarpolicy.com/policies/syntax-datatypes.html (read 2026-08-22)
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  // The longest address with a prefix has 43 characters: eight groups of four, seven colons, a slash, three digits.
  if (text.length > 43) return undefined
  const slash = text.indexOf('/')
  const address = slash === -1 ? text : text.slice(0, slash)
  const version = address.includes(':') ? 6 : 4
  const bits = version === 6 ? 128 : 32
  const number = version === 6 ? parseVersion6(address) : parseVersion4(address)
  if (number === undefined) return undefined
  if (slash === -1) return { kind: 'ip', version, address: number, prefix: bits }
  const suffix = text.slice(slash + 1)
  if (!writtenPrefix.test(suffix) || Number(suffix) > bits) return undefined
  return { kind: 'ip', version, address: number, prefix: Number(suffix) }
}

/** Tells whether every address of one range lies in the other; never across versions. */
export function isInRange(inner: IpAddress, outer: IpAddress): boolean {
  if (inner.version !== outer.version || inner.prefix < outer.prefix) return false
  const hostBits = BigInt((outer.version === 6 ? 128 : 32) - outer.prefix)
  return inner.address >> hostBits === outer.address >> hostBits
}

const loopback4 = range(4, 0x7f00_0000n, 8)
const loopback6 = range(6, 1n, 128)
const multicast4 = range(4, 0xe000_0000n, 4)
const multicast6 = range(6, 0xffn << 120n, 8)

/** Tells whether it lies in 127.0.0.0/8 or is ::1. */
export const isLoopback = (ip: IpAddress): boolean => isInRange(ip, ip.version === 6 ? loopback6 : loopback4)

/** Tells whether it lies in 224.0.0.0/4 or ff00::/8. */
export const isMulticast = (ip: IpAddress): boolean => isInRange(ip, ip.version === 6 ? multicast6 : multicast4)

function range(version: 4 | 6, address: bigint, prefix: number): IpAddress {
  return { kind: 'ip', version, address, prefix }
}

function parseVersion4(text: string): bigint | undefined {
  const bytes = text.split('.')
  if (bytes.length !== 4 || !bytes.every((byte) => writtenByte.test(byte) && Number(byte) < 256)) return undefined
  return bytes.reduce((address, byte) => (address << 8n) | BigInt(byte), 0n)
}

function parseVersion6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [front = [], back = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const zeros = 8 - front.length - back.length
  // `::` stands for one group of zeros or more; without it there are exactly eight groups.
  if (halves.length === 2 ? zeros < 1 : zeros !== 0) return undefined
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back]
  if (!groups.every((group) => writtenGroup.test(group))) return undefined
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n)
}
