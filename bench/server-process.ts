// A process of its own for `npm run bench`: our real server, with a bootstrap file, a folder and a port as arguments.
import { readFileSync } from 'node:fs'
import { createLog } from '../src/server/log.ts'
import { startServer, stopOnSignals } from '../src/server/serve.ts'

const [source = '', dataDir = '', port = '0'] = process.argv.slice(2)
const log = createLog('error')
const content: unknown = JSON.parse(readFileSync(source, 'utf8'))
const where = { host: '127.0.0.1', port: Number(port), dataDir, databaseUrl: null }
const server = await startServer({ ...where, log, secretKey: undefined, bootstrap: { source, content } })
stopOnSignals(server, log)
