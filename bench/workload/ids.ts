import type { Principal } from '../../src/domain/principal.ts'
import { principal } from '../../src/domain/principal.ts'

/** Environments, groups, collections and folders are numbered from 0; so are holders: the groups, then users and API keys. */
export const environmentCount = 5
/** See {@link environmentCount}. */
export const groupCount = 100
const keyEvery = 20

/** Every 20th user is an API key. */
export const isKey = (holder: number): boolean =>
  holder >= groupCount && (holder - groupCount) % keyEvery === keyEvery - 1

/** The one environment of an API key. */
export const environmentOfKey = (holder: number): number => Math.floor(holder / keyEvery) % environmentCount

/** The environment a collection lies in. */
export const environmentOfCollection = (collection: number): number => collection % environmentCount

/**
 * Makes the id of the n-th thing of a kind: one letter and 23 hex digits, as external ids of such services look. Made
 * anew at each call, so that nothing but an engine holds ids in memory.
 */
export function idOf(letter: string, n: number): string {
  const first = scramble(n)
  return (
    letter + hex(first) + hex(scramble(first ^ letter.charCodeAt(0))) + hex(scramble(first ^ 0x5bd1e995)).slice(0, 7)
  )
}

/** A one-to-one mixing of 32 bits. */
function scramble(n: number): number {
  let mixed = Math.imul(n ^ (n >>> 16) ^ 0x2545f491, 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

const hex = (n: number): string => n.toString(16).padStart(8, '0')

/** The id of a folder by its number. */
export const folderIdOf = (folder: number): string => idOf('f', folder)
/** The id of a collection by its number. */
export const collectionIdOf = (collection: number): string => idOf('c', collection)
/** The id of an environment by its number. */
export const environmentIdOf = (environment: number): string => idOf('e', environment)
/** The id of an asset by its number. */
export const assetIdOf = (asset: number): string => idOf('a', asset)
/** The id of an upload preset by its number. */
export const presetIdOf = (preset: number): string => idOf('p', preset)

/** The principal that a holder is. */
export function principalOf(holder: number): Principal {
  if (holder < groupCount) return principal('group', idOf('g', holder))
  return isKey(holder) ? principal('api_key', idOf('k', holder)) : principal('user', idOf('u', holder))
}
