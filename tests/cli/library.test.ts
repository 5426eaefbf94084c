// What the operator says of media libraries at the machine.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acmeFile } from '../given/acme.ts'
import { givenMachine } from './given-terminal.ts'

test('the folder mode and backups of a library are shown and changed', async (context) => {
  const { done, json, type } = await givenMachine(context, acmeFile)
  assert.equal(
    await done(['environment', 'library', 'demo']),
    'the library of demo has dynamic folders\nreplaced and deleted files are kept where an upload asks for it',
  )
  const fixed = ['environment', 'library', 'demo', '--folder-mode', 'fixed', '--backups', 'on']
  assert.deepEqual(await json(fixed), { folder_mode: 'fixed', backups: true })
  assert.deepEqual(await json(['environment', 'library', 'demo']), { folder_mode: 'fixed', backups: true })
  assert.deepEqual(await json(['environment', 'library', 'live']), { folder_mode: 'dynamic', backups: false })
  assert.notEqual((await type(['environment', 'library', 'demo', '--folder-mode', 'loose'])).code, 0)
})

test('what anyone may do without credentials is nothing, while there is no unsigned preset and no public link', async (context) => {
  const { done, json } = await givenMachine(context, acmeFile)
  assert.equal(await done(['who', 'anyone']), 'nobody may do anything without credentials')
  assert.deepEqual(await json(['who', 'anyone']), { presets: [], links: [] })
})
