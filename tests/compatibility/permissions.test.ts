// The 21 operations of the Permissions API, each driven by the official client over HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogueSuite } from './catalogue-suite.ts'
import { changeRolesSuite } from './change-roles-suite.ts'
import { credentialsSuite } from './credentials-suite.ts'
import { customPoliciesSuite } from './custom-policies-suite.ts'
import { recordDrivenOperations } from './driven-operations.ts'
import { effectivePoliciesSuite } from './effective-policies-suite.ts'
import { escalationSuite } from './escalation-suite.ts'
import { inspectSuite } from './inspect-suite.ts'
import { plansSuite } from './plans-suite.ts'
import { principalRolesSuite } from './principal-roles-suite.ts'
import { readRolesSuite } from './read-roles-suite.ts'
import { rolePrincipalsSuite } from './role-principals-suite.ts'
import { rolesSuite } from './roles-suite.ts'
import { listVendorOperations } from './vendor-operations.ts'
import { wireShapesSuite } from './wire-shapes-suite.ts'

const operations = listVendorOperations()
const listDriven = recordDrivenOperations(operations)

catalogueSuite()
readRolesSuite()
rolesSuite()
changeRolesSuite()
rolePrincipalsSuite()
principalRolesSuite()
inspectSuite()
customPoliciesSuite()
effectivePoliciesSuite()
credentialsSuite()
plansSuite()
escalationSuite()
wireShapesSuite()

test('the official client drove every operation of the vendor, each to success and to a refusal', () => {
  const driven = listDriven()
  for (const { operationId, calls, statuses } of driven)
    console.log(`${operationId}: ${calls} calls, ${statuses.join(' ')}`)
  const successful = driven.filter(({ successes }) => successes > 0)
  console.log(`${successful.length} of ${operations.length} operations driven`)
  assert.equal(operations.length, 21)
  const lacking = (condition: (one: (typeof driven)[number]) => boolean) =>
    driven.filter((one) => !condition(one)).map(({ operationId }) => operationId)
  assert.deepEqual(
    lacking(({ successes }) => successes > 0),
    [],
  )
  // What anyone may ask for can't be refused to this client.
  assert.deepEqual(lacking(({ calls, successes }) => calls > successes).toSorted(), [
    'getCedarSchema',
    'getSystemRolesAndPoliciesCatalog',
    'validateCedarPolicy',
  ])
})
