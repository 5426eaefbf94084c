// A first start that can't have its address, and when a server that listens is ready.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { accountId } from '../../src/domain/ids.ts'
import { exampleFile } from '../bootstrap/example-file.ts'
import { parse } from 'yaml'
import { givenFile, givenFolder, givenServer, givenServerProcess, runCommand, until } from './given.ts'

/** A port that a server of somebody else holds. */
async function givenBusyPort(test: TestContext): Promise<string> {
  const other = await givenServerProcess(test, ['--port', '0', '--data', await givenFolder(test)])
  return new URL(other.url).port
}

test('a first start whose port is in use stores nothing: the next shows what it generates', async (context) => {
  const port = await givenBusyPort(context)
  const data = join(await givenFolder(context), 'new')
  const bootstrap = await givenFile(
    context,
    'acme.yaml',
    'account: { id: acc1, name: Acme, management_keys: [{ name: main, key: PK, roles: [cld::role::account::master_admin] }] }',
  )
  const serve = ['serve', '--data', data, '--bootstrap', bootstrap]
  const { code, output, errors } = await runCommand([...serve, '--port', port])
  assert.deepEqual({ code, output }, { code: 1, output: '' })
  assert.equal(errors, `rolecall: port ${port} of 127.0.0.1 is in use: stop what uses it, or give --port\n`)
  assert.equal(existsSync(data), false)

  const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', bootstrap])
  assert.match(server.output(), /main \(account\): key PK secret \S{20,}\n/)
})

test('the demo library is ordered with the demo account, not after it', async (context) => {
  const port = await givenBusyPort(context)
  const data = await givenFolder(context)
  const variables = { ROLECALL_DEMO_FILES: 'on' }
  assert.equal((await runCommand(['serve', '--port', port, '--data', data], variables)).code, 1)
  assert.deepEqual(await readdir(data), [])
  const server = await givenServerProcess(context, ['--port', '0', '--data', data], variables)
  assert.match(server.output(), /^The demo account "Acme Outdoor"/)
  await server.untilErrorsHold('filled the demo library')
})

test('a server is ready when the engines of its accounts are loaded, and not before', async (context) => {
  const { app, house } = await givenServer(context, parse(exampleFile))
  const ready = async () => {
    const { statusCode, json } = await app.inject('/readyz')
    return { status: statusCode, body: json<unknown>() }
  }
  assert.deepEqual(await ready(), {
    status: 503,
    body: { status: 'not ready', why: ['accounts are being loaded'] },
  })
  await until(async () => (await ready()).status === 200)
  assert.deepEqual(await house.accounts.listUnloaded(), [])
  assert.equal((await house.accounts.engineOf(accountId('acc1'))).revision > 0, true)
})
