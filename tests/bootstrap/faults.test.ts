import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { readBootstrap } from '../../src/operations/bootstrap/read-bootstrap.ts'
import { randomIds } from '../../src/operations/id-source.ts'
import { faultyFiles } from './faulty-files.ts'

const source = { catalogue: systemCatalogue, ids: randomIds, at: 0 }

for (const { name, file, faults } of faultyFiles) {
  test(`a bootstrap file is refused for ${name}`, () => {
    const answer = readBootstrap(file, source)
    const said = 'faults' in answer ? answer.faults.map(({ path, message }) => `${path}: ${message}`) : []
    assert.deepEqual(said, faults)
  })
}

test('a fault in Cedar is named with its place', () => {
  const answer = readBootstrap(
    {
      account: { name: 'Acme', management_keys: [{ name: 'k', roles: ['cld::role::account::master_admin'] }] },
      custom_policies: [{ name: 'p', level: 'account', statement: 'permit(principal, action, resorce);' }],
    },
    source,
  )
  assert.ok('faults' in answer)
  const [fault, ...others] = answer.faults
  assert.deepEqual(others, [])
  assert.equal(fault?.path, 'custom_policies[0].statement')
  assert.match(fault.message, /\(at character \d+\)$/)
})

test('no fault shows a secret', () => {
  const secret = 'hush\u0007hush'
  const answer = readBootstrap(
    {
      account: { name: 'Acme', management_keys: [{ name: 'k', secret }] },
      users: [{ name: 'Vera', email: 'v@x', password: 12345678 }],
    },
    source,
  )
  assert.doesNotMatch(JSON.stringify(answer), /hush|12345678/)
})
