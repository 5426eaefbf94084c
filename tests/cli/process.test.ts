import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { acmeFile } from '../given/acme.ts'
import { basic, givenFile, givenFolder, givenServerProcess, runCommand, until } from '../server/given.ts'

test('a running server follows what the command line does beside it', async (context) => {
  const data = await givenFolder(context)
  const bootstrap = await givenFile(context, 'acme.json', JSON.stringify(acmeFile))
  const server = await givenServerProcess(context, ['--port', '0', '--data', data, '--bootstrap', bootstrap])
  const run = async (...words: readonly string[]): Promise<string> => {
    const { code, output, errors } = await runCommand([...words, '--data', data])
    assert.deepEqual({ code, errors }, { code: 0, errors: '' })
    return output
  }
  const statusFor = async (key: string, secret: string): Promise<number> =>
    (await fetch(`${server.url}/api/account-keys`, { headers: { authorization: basic(key, secret) } })).status

  const made = JSON.parse(await run('key', 'create', 'robot', '--account-key', '--json')) as {
    readonly key: string
    readonly secret: string
  }
  assert.equal(await statusFor(made.key, made.secret), 403)
  await run('assign', 'robot', 'account::master_admin')
  await until(async () => (await statusFor(made.key, made.secret)) === 200)
  await run('key', 'disable', 'robot', '--account-key')
  await until(async () => (await statusFor(made.key, made.secret)) === 401)
})

test('the process ends with 0, 1 or 2, and tells what went wrong on standard error alone', async (context) => {
  const data = await givenFolder(context)
  const made = await runCommand(['account', 'create', 'Acme', '--data', data])
  assert.deepEqual({ code: made.code, errors: made.errors }, { code: 0, errors: '' })
  const refused = await runCommand(['role', 'delete', 'account::admin', '--data', data])
  assert.deepEqual(refused, {
    code: 1,
    output: '',
    errors: "rolecall: `cld::role::account::admin` is a system role and can't be changed; copy it to a custom role\n",
  })
  const wrong = await runCommand(['assign', 'main', '--data', data])
  assert.equal(wrong.code, 2)
  assert.equal(wrong.output, '')
  assert.match(wrong.errors, /^error: missing required argument 'role'\n/)
  const listed = await runCommand(['account', 'list', '--json'], { ROLECALL_DATA: data })
  assert.equal(listed.code, 0)
  assert.equal((JSON.parse(listed.output) as readonly unknown[]).length, 1)
})

test('after the secret key has changed, keys work with a server begun anew, and the old secret key opens nothing', async (context) => {
  const data = await givenFolder(context)
  const path = join(data, 'secret.key')
  const made = await runCommand(['account', 'create', 'Acme', '--json', '--data', data])
  const { admin, secret } = JSON.parse(made.output) as {
    readonly admin: { readonly id: string }
    readonly secret: string
  }
  const old = (await readFile(path, 'utf8')).trim()
  const rotated = await runCommand(['secret', 'rotate', '--data', data])
  assert.deepEqual({ code: rotated.code, errors: rotated.errors }, { code: 0, errors: '' })
  assert.match(rotated.output, /^1 secrets are sealed with the new secret key; restart every server/)
  assert.notEqual((await readFile(path, 'utf8')).trim(), old)

  const server = await givenServerProcess(context, ['--port', '0', '--data', data])
  const answer = await fetch(`${server.url}/api/account-keys`, { headers: { authorization: basic(admin.id, secret) } })
  assert.equal(answer.status, 200)
  const single = await runCommand(['secret', 'rotate', '--data', data], { ROLECALL_SECRET_KEY: old })
  assert.equal(single.code, 1)
  assert.match(single.errors, /put a new one before it, apart by a blank/)
  const stale = await runCommand(['secret', 'rotate', '--data', data], { ROLECALL_SECRET_KEY: `${old} ${old}` })
  assert.equal(stale.code, 1)
})
