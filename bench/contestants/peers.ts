import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', 'peers')
const peerRequire = createRequire(join(folder, 'package.json'))

/**
 * Installs the peers into `bench/peers` unless they are there in the versions wanted. They are no part of the project's
 * own packages: without a lock file, as a peer's binary for one platform may be absent from another's.
 *
 * @returns what is wrong; empty when all are there
 */
export function installPeers(): string {
  const { dependencies } = readJson(join(folder, 'package.json')) as { dependencies: Readonly<Record<string, string>> }
  const isThere = ([name, version]: readonly [string, string]): boolean => {
    const path = join(folder, 'node_modules', name, 'package.json')
    return existsSync(path) && (readJson(path) as { version?: string }).version === version
  }
  if (Object.entries(dependencies).every(isThere)) return ''
  console.log('installing the peers into bench/peers (once)')
  const parameters = ['install', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', parameters, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  return status === 0 ? '' : `npm install in bench/peers ended with ${status ?? 'a signal'}`
}

/** Loads a peer's module; the caller says what it uses of it. */
export const loadPeer = async (name: string): Promise<unknown> => import(peerRequire.resolve(name))

/** The path of a file inside a peer's package. */
export const peerFile = (path: string): string => join(folder, 'node_modules', path)

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
