// What the operations of a library promise, on PostgreSQL: the tests of these files once more, each in a database of its own.
import { after } from 'node:test'
import { startPostgres } from './postgres-server.ts'

const server = await startPostgres()
after(() => server.stop())
process.env.ROLECALL_TEST_HOUSES = server.url

await import('../assets/bulk.test.ts')
await import('../assets/backups.test.ts')
await import('../assets/upload.test.ts')
await import('../collaboration/search.test.ts')
await import('../operations/folders.test.ts')
await import('../operations/folder-search.test.ts')
await import('../operations/library-settings.test.ts')
await import('../security/moves.test.ts')
