// Conditions as programs of shared tests against the same conditions compiled whole, on random policies and requests.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Policy } from '../../src/engine/language/ast.ts'
import { compileConditions, Fault, type EvaluationRequest } from '../../src/engine/language/compile.ts'
import { parsePolicies } from '../../src/engine/language/parse.ts'
import { printExpression } from '../../src/engine/language/print.ts'
import { holds, programOf } from '../../src/engine/language/program.ts'
import { SharedTests } from '../../src/engine/snapshot/shared-tests.ts'
import { readEntities, readRequest } from './language-oracle.ts'
import { writePolicies } from './language-policies.ts'
import { Random } from './language-random.ts'
import { Worlds } from './language-worlds.ts'

const seed = 20260822
const cases = 20_000

test('a program of shared tests comes to what its conditions come to, faults included', (context) => {
  const random = new Random(seed)
  const counts = { cases: 0, held: 0, faults: 0, tests: 0 }
  while (counts.cases < cases) {
    const text = writePolicies(random)
    const parsed = parsePolicies(text)
    const policies = 'policies' in parsed ? parsed.policies : []
    const worlds = new Worlds(text, random)
    const shared = new SharedTests()
    const follow = policies.map((policy) => follower(policy, shared))
    counts.tests += shared.end
    for (let round = 0; round < 4; round++) {
      const entities = worlds.entities()
      const request = readRequest(worlds.request(entities), readEntities(entities))
      for (const [at, policy] of policies.entries()) {
        const whole = compileConditions(policy)(request)
        assert.deepEqual(follow[at]?.(request), whole, text)
        counts.cases++
        if (whole instanceof Fault) counts.faults++
        else if (whole) counts.held++
      }
    }
  }
  context.diagnostic(`seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.held > cases / 20 && counts.faults > cases / 20)
})

function follower(policy: Policy, shared: SharedTests): (request: EvaluationRequest) => boolean | Fault {
  const { steps, entry } = programOf(policy.conditions, (expression) =>
    shared.obtain(printExpression(expression), () => compileConditions({ conditions: [{ kind: 'when', expression }] })),
  )
  return (request) => {
    let at = entry
    while (at >= 0) {
      const outcome = shared.test(steps[at] ?? 0)(request)
      if (outcome instanceof Fault) return outcome
      at = steps[at + (outcome ? 1 : 2)] ?? 0
    }
    return at === holds
  }
}
