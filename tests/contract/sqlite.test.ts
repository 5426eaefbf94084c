import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqliteProcessContract } from './sqlite-processes.ts'
import { storeContract } from './store-contract.ts'

storeContract('SQLite', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolecall-contract-'))
  return { place: { dataDir }, remove: () => rm(dataDir, { recursive: true, force: true }) }
})

sqliteProcessContract()
