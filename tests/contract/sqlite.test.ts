import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteProcessContract } from './sqlite-processes.ts'
import { storeContract } from './store-contract.ts'

const makePlace = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-contract-'))
  return { place: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) }
}

storeContract('SQLite', makePlace, { 'SQLite and processes': sqliteProcessContract })
