import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Tells whether an IP address is one of the open internet: not this machine, not a private, shared, link-local, documentation,
 * translation, multicast or reserved network, nor an IPv6 address that stands for an IPv4 one of those. False for what is no
 * address.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, 'ipv4')
  return isIPv6(address) && open6.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

/** 4 or 6; null for what is no IP address. */
export function familyOfAddress(text: string): 4 | 6 | null {
  if (isIPv4(text)) return 4
  return isIPv6(text) ? 6 : null
}

const closed4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]

/** Within the one part of IPv6 that is given out (2000::/3): Teredo, benchmarks, ORCHID, documentation, 6to4, AS112. */
const closed6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20']

const closed = listOf([...closed4, ...closed6])
/** Everything else of IPv6 is special: `::1`, mapped and translated IPv4, local and link-local addresses, multicast. */
const open6 = listOf(['2000::/3'])

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', length] = network.split('/')
    list.addSubnet(address, Number(length), isIPv4(address) ? 'ipv4' : 'ipv6')
  }
  return list
}
