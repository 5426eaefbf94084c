import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContextValue } from '../../domain/context.ts'
import { compilePolicy } from './compile.ts'
import { entityStoreOf } from './entity-store.ts'
import { evaluatePolicies } from './evaluate.ts'
import { parsePolicies } from './parse.ts'
import { recordOf, type Entity } from './values.ts'

const uid = (type: string, id: string) => ({ type, id })
const record = (json: Readonly<Record<string, ContextValue>>) => recordOf(json) ?? assert.fail('no record')

const brand: Entity = { uid: uid('Folder', 'brand'), attributes: record({}), parents: [] }
const logos: Entity = {
  uid: uid('Folder', 'logos'),
  attributes: record({ ancestor_ids: ['logos', 'brand'], depth: 2, owner: { __entity: uid('User', 'vera') } }),
  parents: [brand.uid, uid('Account', 'gone')],
  tags: record({ colour: 'red' }),
}
const vera: Entity = {
  uid: uid('User', 'vera'),
  attributes: record({ name: 'Vera', isActive: true, 'first name': 'V', address: { city: 'Oslo' } }),
  parents: [uid('Group', 'creative')],
}
const request = {
  principal: vera.uid,
  action: uid('Action', 'read'),
  resource: logos.uid,
  context: record({ at: { __extn: { fn: 'datetime', arg: '2026-08-22T10:00:00Z' } }, ip: '10.0.0.1', tries: 3 }),
  entities: entityStoreOf([brand, logos, vera]),
}

const evaluate = (text: string) => {
  const outcome = parsePolicies(text)
  if ('errors' in outcome) return assert.fail(`${text}: ${outcome.errors[0]?.message ?? ''}`)
  const policies = outcome.policies.map((policy, at) => ({ id: `p${at}`, policy: compilePolicy(policy) }))
  return evaluatePolicies(policies, request)
}

const condition = (text: string) => {
  const { outcome, faults } = evaluate(`permit(principal, action, resource) when { ${text} };`)
  return faults[0]?.message ?? outcome === 'allow'
}

const trueConditions = [
  '1 + 2 * 3 == 7',
  '10 - 3 - 2 == 5',
  '-(-9223372036854775807) == 9223372036854775807',
  '-9223372036854775808 < -9223372036854775807',
  '9007199254740993 != 9007199254740992',
  '9007199254740992 + 1 == 9007199254740993',
  '3037000499 * 3037000499 == 9223372030926249001',
  '[[9007199254740993]] != [[9007199254740992]] && {a: 9007199254740993} == {a: 9007199254740993}',
  '{a: 1} != {b: 1} && [{a: 1}] != [{b: 1}] && [duration("0ms")] != [datetime("1970-01-01")]',
  '[principal, Group::"vera"] != [principal] && decimal("1.0") != duration("10s")',
  '!(principal is Group in 1 + 1)',
  '0 * -1 == 0 && [0].contains(0 * -1)',

  '1 != "1"',
  'false && 1 == 1 + "a" || true',
  'true || 1 + "a" == 1',
  'if 1 < 2 then true else 1 + "a" == 1',
  '[1, 2, 2] == [2, 1]',
  '[[1], []].contains([])',
  '[1, "a", true, principal].containsAll([principal, true])',
  '[1].containsAny([2, 1])',
  '![].containsAny([])',
  '[].isEmpty() && [1].containsAll([])',
  '{a: 1, "b c": 2} == {"b c": 2, a: 1}',
  '{a: {b: [1]}} has a.b && {a: {b: [1]}}.a.b == [1]',
  'principal.name == "Vera" && principal["first name"] == "V"',
  'principal has address.city && !(principal has address.street) && !(principal has nothing.at.all)',
  'principal has "first name"',
  '!(User::"nobody" has name)',
  'principal in Group::"creative" && principal in principal',
  'resource in [User::"vera", Folder::"brand"]',
  'resource in Account::"gone"',
  '!(resource in Folder::"other") && !(principal in [])',
  'resource is Folder && !(resource is User)',
  'resource is Folder in Folder::"brand"',
  '!(resource is User in 1)',
  'resource.owner == principal && resource.owner.name like "V*"',
  'resource.ancestor_ids.contains("brand")',
  'resource.hasTag("colour") && resource.getTag("colour") == "red"',
  '!principal.hasTag("colour") && !User::"nobody".hasTag("colour")',
  '"a*b" like "a\\*b" && !("aXb" like "a\\*b") && "aXb" like "a*b"',
  '"abcabc" like "*abc" && "abcabc" like "a*c" && !("ab" like "ab*b")',
  '"" like "*" && "" like "" && !("a" like "")',
  'decimal("1.10") == decimal("1.1") && decimal("-0.5").lessThan(decimal("0.0"))',
  'decimal("1.0").lessThanOrEqual(decimal("1.0")) && decimal("2.0").greaterThan(decimal("1.9999"))',
  'decimal("2.0").greaterThanOrEqual(decimal("2.0"))',
  'ip(context.ip).isInRange(ip("10.0.0.0/8")) && ip(context.ip).isIpv4() && !ip(context.ip).isIpv6()',
  'ip("127.0.0.1").isLoopback() && ip("::1").isLoopback() && !ip("127.0.0.0/7").isLoopback()',
  'ip("224.0.0.1").isMulticast() && ip("ff02::1").isMulticast() && !ip("10.0.0.1").isMulticast()',
  'ip("::1") == ip("0:0:0:0:0:0:0:1") && ip("10.0.0.1") != ip("10.0.0.1/31")',
  'context.at > datetime("2026-08-22") && context.at.toDate() == datetime("2026-08-22")',
  'context.at.toTime() == duration("10h") && duration("90m").toHours() == 1',
  'datetime("1969-12-31T23:00:00Z").toTime() == duration("23h")',
  'context.at.offset(duration("-1d")).durationSince(context.at).toDays() == -1',
  'duration("1d1ms").toMilliseconds() == 86400001 && duration("61s").toMinutes() == 1',
  'duration("-1500ms").toSeconds() == -1 && duration("1h") <= duration("60m")',
  'datetime("2024-02-29T12:00:00.123+0530") == datetime("2024-02-29T06:30:00.123Z")',
]

for (const text of trueConditions) {
  test(`it is true that ${text.replaceAll('"', "'")}`, () => assert.equal(condition(text), true))
}

const faults: readonly (readonly [string, string])[] = [
  ['1', 'expected a boolean, but this is an integer'],
  ['!"a"', 'expected a boolean, but this is a string'],
  ['true && 1', 'expected a boolean, but this is an integer'],
  ['false || principal', 'expected a boolean, but this is an entity of type `User`'],
  ['if 1 then true else true', 'expected a boolean, but this is an integer'],
  ['1 + true == 1', 'expected an integer, but this is a boolean'],
  ['-"a" == 1', 'expected an integer, but this is a string'],
  ['9223372036854775807 + 1 == 0', '`9223372036854775807 + 1` does not fit in 64 bits'],
  ['-9223372036854775808 - 1 == 0', '`-9223372036854775808 - 1` does not fit in 64 bits'],
  ['-(-9223372036854775808) == 0', '`-(-9223372036854775808)` does not fit in 64 bits'],
  ['3037000500 * 3037000500 == 0', '`3037000500 * 3037000500` does not fit in 64 bits'],
  ['"a" < "b"', 'expected an integer, a datetime or a duration, but this is a string'],
  ['1 < duration("1h")', 'expected an integer, but this is a duration'],
  ['duration("1h") < context.at', 'expected a duration, but this is a datetime'],
  ['context.missing', '`context` has no attribute `missing`'],
  ['principal.missing == 1', '`principal` has no attribute `missing`'],
  ['principal.address.street == 1', 'the attribute `street` is not there'],
  ['User::"nobody".name == ""', 'the entity `User::"nobody"` is not known'],
  ['principal.name.length == 1', 'expected a record or an entity, but this is a string'],
  ['principal.name has length', 'expected a record or an entity, but this is a string'],
  ['1 in principal', 'expected an entity, but this is an integer'],
  ['principal in "a"', 'expected an entity or a set of entities, but this is a string'],
  ['principal in [principal, 1]', 'expected an entity, but this is an integer'],
  ['1 is User', 'expected an entity, but this is an integer'],
  ['1 like "1"', 'expected a string, but this is an integer'],
  ['1.contains(1)', 'expected a set, but this is an integer'],
  ['[1].containsAll(1)', 'expected a set, but this is an integer'],
  ['{}.isEmpty()', 'expected a set, but this is a record'],
  ['resource.getTag("size") == 1', 'the tag `size` is not there'],
  ['User::"nobody".getTag("size") == 1', 'the entity `User::"nobody"` is not known'],
  ['resource.getTag(1) == 1', 'expected a string, but this is an integer'],
  ['"a".hasTag("a")', 'expected an entity, but this is a string'],
  ['decimal("1") == decimal("1.0")', '`1` is no decimal'],
  ['decimal("1.0", "2.0") == 1', '`decimal` takes 1 values and not 2'],
  ['decimal("1.0").lessThan(1)', 'expected a decimal, but this is an integer'],
  ['ip(context.tries).isIpv4()', 'expected a string, but this is an integer'],
  ['ip("10.0.0.256").isIpv4()', '`10.0.0.256` is no ip'],
  ['datetime("2023-02-29") == context.at', '`2023-02-29` is no datetime'],
  ['context.at.offset(duration("9223372036854775807ms")) == 1', 'the result of `offset` does not fit in 64 bits'],
  ['[context.missing].isEmpty()', '`context` has no attribute `missing`'],
  ['{a: context.missing} == {}', '`context` has no attribute `missing`'],
]

for (const [text, message] of faults) {
  test(`it can't be told whether ${text.replaceAll('"', "'")}`, () => assert.equal(condition(text), message))
}

test('nothing is permitted by no policy', () => {
  assert.deepEqual(evaluate(''), { outcome: 'deny', reasons: [], faults: [] })
})

test('every permit that applies is a reason to allow', () => {
  const text = `permit(principal, action, resource);
    permit(principal is Group, action, resource);
    permit(principal == User::"vera", action in [Action::"write", Action::"read"], resource in Folder::"brand");`
  assert.deepEqual(evaluate(text), { outcome: 'allow', reasons: ['p0', 'p2'], faults: [] })
})

test('a forbid that applies overrides every permit and is the only reason', () => {
  const text = `permit(principal, action, resource);
    forbid(principal is User in Group::"creative", action == Action::"read", resource is Folder);
    forbid(principal, action, resource) unless { principal.isActive };`
  assert.deepEqual(evaluate(text), { outcome: 'deny', reasons: ['p1'], faults: [] })
})

test('a policy with a fault counts for nothing and is named, also when it forbids', () => {
  const text = `permit(principal, action, resource);
    forbid(principal, action, resource) when { context.missing };
    permit(principal, action, resource) unless { 1 };`
  const { outcome, reasons, faults: found } = evaluate(text)
  assert.deepEqual([outcome, reasons, found.map(({ policyId }) => policyId)], ['allow', ['p0'], ['p1', 'p2']])
})

test('conditions are taken in order, and those after a false one are not evaluated', () => {
  const text = 'permit(principal, action, resource) when { true } unless { true } when { 1 };'
  assert.deepEqual(evaluate(text), { outcome: 'deny', reasons: [], faults: [] })
})

test('a scope that is not met hides the faults of the conditions', () => {
  const text = 'permit(principal, action in [], resource) when { 1 };'
  assert.deepEqual(evaluate(text), { outcome: 'deny', reasons: [], faults: [] })
})
