import { resealSecrets } from '../operations/account/reseal-secrets.ts'
import { addSecretKey, dropFormerSecretKeys, loadOrCreateSecretKeys, newSecretKey } from '../store/secret-key-file.ts'
import { createSealer } from '../store/secrets.ts'
import { openPlacedStore, type Placement } from './compose.ts'

/**
 * Changes the secret key of an installation: a new one is put before the old one, every secret is sealed anew, the old
 * one is dropped. Stopped anywhere between, everything can still be opened, and it can be begun again.
 *
 * @param fromEnvironment `ROLECALL_SECRET_KEY`: the keys that stand there, the new one first; empty for the file's
 * @returns how many secrets were sealed anew
 */
export async function rotateSecretKey(placement: Placement, fromEnvironment: string): Promise<number> {
  const store = await openPlacedStore(placement)
  try {
    const isFile = fromEnvironment.trim() === ''
    const { dataDir } = placement
    const keys = isFile ? await addSecretKey(dataDir) : await loadOrCreateSecretKeys(dataDir, fromEnvironment)
    const count = await resealSecrets(store, createSealer(...keys))
    if (isFile) await dropFormerSecretKeys(dataDir)
    return count
  } finally {
    await store.close()
  }
}

/** A new secret key as it is written. */
export const writeNewSecretKey = (): string => newSecretKey().toString('base64')
