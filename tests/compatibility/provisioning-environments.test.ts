// Product environments, access keys and billing usage, driven over HTTP by the official client and by the classic one.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { accessKeysSuite } from './access-keys-suite.ts'
import { billingSuite } from './billing-suite.ts'
import { classicEnvironmentsSuite } from './classic-environments-suite.ts'
import { recordDrivenOperations } from './driven-operations.ts'
import { environmentsSuite } from './environments-suite.ts'
import type { Suite } from './provisioning-answers.ts'
import { provisioningSecuritySuite } from './provisioning-security-suite.ts'
import { provisioningShapesSuite } from './provisioning-shapes-suite.ts'

const operations = Object.values<Endpoint>(endpoints)
  .filter(({ path }) => /^\/v1_1\/provisioning\/accounts\/\{account_id\}\/(?:sub_accounts|billing_usage)/.test(path))
  .map(({ id, method, path }) => ({ operationId: id, method, path }))
const listDriven = recordDrivenOperations(operations)

const suites: Readonly<Record<string, Suite>> = {
  'product environments, by the official client': environmentsSuite,
  'access keys, by the official client': accessKeysSuite,
  'the classic client': classicEnvironmentsSuite,
  'billing usage': billingSuite,
  'nobody gets at': provisioningSecuritySuite,
  'a request to this family': provisioningShapesSuite,
}

for (const [about, suite] of Object.entries(suites)) {
  describe(about, () => {
    for (const [says, run] of Object.entries(suite)) test(says, run)
  })
}

test('the official client drove every one of these operations, each to success and to a refusal', () => {
  const driven = listDriven()
  for (const { operationId, calls, statuses } of driven)
    console.log(`${operationId}: ${calls} calls, ${statuses.join(' ')}`)
  assert.equal(driven.length, 11)
  const lacking = driven.filter(({ calls, successes }) => successes === 0 || calls === successes)
  assert.deepEqual(
    lacking.map(({ operationId }) => operationId),
    [],
  )
})
