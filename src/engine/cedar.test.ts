import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agreesWithCedar, validatePolicies } from './cedar.ts'
import { maxDepth } from './language/parse-policy.ts'
import { maxNesting } from './language/reader.ts'

const schema = {
  Library: {
    entityTypes: {
      User: { shape: { type: 'Record', attributes: { n: { type: 'Long' } } } },
      Folder: { shape: { type: 'Record', attributes: { label: { type: 'String', required: false } } } },
    },
    actions: { read: { appliesTo: { principalTypes: ['User'], resourceTypes: ['Folder'] } } },
  },
}

const problems = (text: string) =>
  validatePolicies(text, schema).map(({ kind, offset, length }) => [kind, text.slice(offset, offset + length)])

const scope = (principal: string, action: string, resource: string) => `permit(${principal}, ${action}, ${resource});`
const when = (condition: string) =>
  `permit(principal, action == Library::Action::"read", resource) when { ${condition} };`

test('a policy that fits the schema has no problems', () => {
  assert.deepEqual(problems(scope('principal', 'action == Library::Action::"read"', 'resource is Library::Folder')), [])
  assert.deepEqual(problems(when('resource has label && resource.label == "x"')), [])
})

for (const [text, expected] of [
  [scope('principal == Foo::"x"', 'action', 'resource'), [['principal', 'Foo']]],
  [scope('principal is Library::Usr', 'action', 'resource'), [['principal', 'Library::Usr']]],
  [scope('principal', 'action == Library::Action::"raed"', 'resource'), [['action', 'Library::Action::"raed"']]],
  [scope('principal', 'action', 'resource is Library::Fold'), [['resource', 'Library::Fold']]],
  [when('resource.colour == "x"'), [['condition', 'resource.colour']]],
  [when('resource.label == "x"'), [['condition', 'resource.label']]],
  [when('principal.n == "x"'), [['condition', 'principal.n == "x"']]],
  [when('principal in Foo::"x"'), [['condition', 'Foo']]],
  [when('decimal("x") == decimal("1.0")'), [['condition', 'decimal("x")']]],
  [when('"🙂é" == "a" || resource.colour'), [['condition', 'resource.colour']]],
  [when('principal.n =='), [['parse', '}']]],
  ['', []],
] as const) {
  test(`the problems of ${text} are ${JSON.stringify(expected)}`, () => assert.deepEqual(problems(text), expected))
}

test('problems are told in the order of the text, each with the part of its own policy', () => {
  const text = `${when('resource.colour')}\n${scope('principal is Foo', 'action', 'resource is Bar')}`
  assert.deepEqual(problems(text), [
    ['condition', 'resource.colour'],
    ['principal', 'Foo'],
    ['resource', 'Bar'],
  ])
})

test('a problem says what is wrong and what may have been meant', () => {
  const [problem] = validatePolicies(scope('principal is Library::Usr', 'action', 'resource'), schema)
  assert.equal(problem?.message, 'unrecognized entity type `Library::Usr` (did you mean `Library::User`?)')
})

test('a wrong schema is a bug and no problem of the policy', () => {
  assert.throws(() => validatePolicies(when('true'), { Library: { entityTypes: 1 } }), /schema is not valid/)
})

for (const [text, expected] of [
  [when('true'), true],
  [when('!!!!(1 - -2 * 3 == --1) && ((resource in principal) || principal has a.b) && "**" like "a**\\*"'), true],
  ['@a @b("") permit(principal, action in Action::"x", resource);', true],
  [when('9223372036854775807 == -9223372036854775808'), true],
  ['permit(principal == ?principal, action, resource);', false],
  [when('unknown("x")'), false],
  [when('true') + ' //\ud800', false],
  ['permit', false],
  ['', true],
] as const) {
  test(`the two parsers ${expected ? 'agree' : "don't agree"} on ${JSON.stringify(text)}`, () => {
    assert.equal(agreesWithCedar(text), expected)
  })
}

test('the deepest policies we take exhaust no stack of the official library', () => {
  const wraps: readonly ((inner: string) => string)[] = [
    (inner) => `(${inner})`,
    (inner) => `[${inner}]`,
    (inner) => `{"a": ${inner}}`,
    (inner) => `if true then true else ${inner}`,
    (inner) => `!!!!(${inner})`,
    (inner) => `[1].contains(${inner})`,
    (inner) => `decimal(${inner})`,
    (inner) => `principal["a"] has b && {"a": [${inner}]}.a == true`,
  ]
  for (const wrap of wraps) {
    let text = 'true'
    while (!isRefused(wrap(text))) text = wrap(text)
    assert.equal(typeof agreesWithCedar(when(text)), 'boolean')
    assert.ok(Array.isArray(validatePolicies(when(text), schema)))
  }
  for (const link of [' && true', ' || true', ' + 1', ' * 1', '.a', '["a"]', '.contains(1)']) {
    const text = `true${link.repeat(maxDepth - 1)}`
    assert.equal(isRefused(text), false)
    assert.equal(isRefused(text + link), true)
    assert.equal(agreesWithCedar(when(text)), true)
    assert.ok(Array.isArray(validatePolicies(when(text), schema)))
  }
  assert.equal(isRefused('('.repeat(maxNesting) + 'true' + ')'.repeat(maxNesting)), true)
})

const isRefused = (condition: string): boolean =>
  validatePolicies(when(condition), schema).some(({ kind }) => kind === 'parse')
