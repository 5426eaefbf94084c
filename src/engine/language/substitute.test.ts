import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePolicies } from './parse.ts'
import { printPolicy } from './print.ts'
import { substitute } from './substitute.ts'

const substituted = (text: string, values: Readonly<Record<string, string>>) => {
  const outcome = parsePolicies(text)
  if ('errors' in outcome) return assert.fail(outcome.errors[0]?.message ?? '')
  return outcome.policies.map((policy) => printPolicy(substitute(policy, new Map(Object.entries(values))))).join()
}

test('a placeholder is replaced wherever a whole text or a whole entity id is it', () => {
  const text = `permit(principal in Group::"<id>", action == Action::"<id>", resource is Folder in Folder::"<id>") when {
    resource.ancestor_ids.contains("<id>") && !(if "<id>" == resource.a then [{"<id>": "<id>"}] == [] else -1 < 2)
    || ip("<id>") == ip("10.0.0.1") || resource is Folder in Folder::"<id>" || principal has "<id>" || context.a like "<id>"
  };`
  assert.equal(
    substituted(text, { '<id>': 'c0ffee' }),
    'permit(principal in Group::"c0ffee", action == Action::"<id>", resource is Folder in Folder::"c0ffee") when { ' +
      'resource.ancestor_ids.contains("c0ffee") && ' +
      '!(if "c0ffee" == resource.a then [{"<id>": "c0ffee"}] == [] else -1 < 2) || ' +
      'ip("c0ffee") == ip("10.0.0.1") || resource is Folder in Folder::"c0ffee" || principal has "<id>" || ' +
      'context.a like "<id>" };',
  )
})

test('a value that looks like Cedar stays a text', () => {
  const text = 'permit(principal, action, resource) when { resource.ancestor_ids.contains("<id>") };'
  assert.equal(
    substituted(text, { '<id>': '") || true || ("' }),
    'permit(principal, action, resource) when { resource.ancestor_ids.contains("\\") || true || (\\"") };',
  )
})

test('texts that only hold a placeholder, and placeholders without a value, stay', () => {
  const text = 'permit(principal, action, resource) when { resource.a == "x<id>" && resource.b == "<other>" };'
  assert.equal(substituted(text, { '<id>': 'c0ffee' }), text)
})
