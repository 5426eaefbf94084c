import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maxDepth } from './parse-policy.ts'
import { parsePolicies, policiesTextLimitBytes, policyTextLimitBytes } from './parse.ts'
import { printPolicies } from './print.ts'

const when = (condition: string) => `permit(principal, action, resource) when { ${condition} };`

const parsed = (text: string) => {
  const outcome = parsePolicies(text)
  return 'policies' in outcome ? outcome.policies : assert.fail(outcome.errors[0]?.message ?? '')
}

const faultOf = (text: string) => {
  const outcome = parsePolicies(text)
  return 'errors' in outcome ? outcome.errors[0] : assert.fail('no fault')
}

test('a policy is read into its parts, with the places of its scope', () => {
  const text = '@id("x") permit(principal is A::B in A::"1", action in [Action::"r"], resource == R::"\\u{41}");'
  const span = (part: string) => ({ offset: text.indexOf(part), length: part.length })
  assert.deepEqual(
    parsed(`\n${text}`).map(({ span: { offset, length }, ...policy }) => ({ ...policy, offset, length })),
    [
      {
        effect: 'permit',
        annotations: [{ name: 'id', value: 'x' }],
        principal: { operator: 'is in', type: 'A::B', entity: { type: 'A', id: '1' } },
        action: { operator: 'in', entities: [{ type: 'Action', id: 'r' }] },
        resource: { operator: '==', entity: { type: 'R', id: 'A' } },
        conditions: [],
        offset: 1,
        length: text.length,
      },
    ],
  )
  assert.deepEqual(parsed(text)[0]?.span.principal, span('principal is A::B in A::"1"'))
  assert.deepEqual(parsed(text)[0]?.span.action, span('action in [Action::"r"]'))
  assert.deepEqual(parsed(text)[0]?.span.resource, span('resource == R::"\\u{41}"'))
})

for (const [written, printed] of [
  ['((true))', 'true'],
  ['a::b::"x"==principal', 'a::b::"x" == principal'],
  ['(principal.a&&true)&&false||!(true||false)', '(principal.a && true) && false || !(true || false)'],
  ['1-(2-3)-4*(5+6)*-7==- - 8', '1 - (2 - 3) - 4 * (5 + 6) * -7 == --8'],
  ['-(1)==-(-1)', '-(1) == --1'],
  ['-1.a == (-1).a', '-1.a == (-1).a'],
  ['!!!!(!true)', '!!!!(!true)'],
  ['-(-(-(-(-principal.a)))) == 1', '----(-principal.a) == 1'],
  ['if true then 1 else 2 == 2', 'if true then 1 else 2 == 2'],
  ['(1 == 2) == (3 in [4,])', '(1 == 2) == (3 in [4])'],
  ['context["a"]["b c"]["if"] has"d"', 'context.a["b c"]["if"] has d'],
  ['context has a . b .c && context has "a.b"', 'context has a.b.c && context has "a.b"'],
  ['"a\\x41\\u{1F600}\\n\\0\\\'*" like "\\*\\u{2a}**\\""', '"aA😀\\n\\0\'*" like "\\****\\""'],
  ['{a:1,"b c":{}}.a == [[],].isEmpty()', '{"a": 1, "b c": {}}.a == [[]].isEmpty()'],
  ['principal is A::B in [principal]//x', 'principal is A::B in [principal]'],
  ['decimal ( "1.0" ).lessThan(decimal("2.0"),)', 'decimal("1.0").lessThan(decimal("2.0"))'],
  ['"\u202e\u200b" == "\\u{0007}"', '"\\u{202e}\\u{200b}" == "\\u{7}"'],
] as const) {
  test(`${written} is printed as ${printed}`, () => {
    const text = printPolicies(parsed(when(`${written}\n`)))
    assert.equal(text, when(printed))
    assert.equal(printPolicies(parsed(text)), text)
  })
}

for (const [text, message, line, column] of [
  ['permit', 'expected `(`, but the text ends', 1, 7],
  ['allow(principal, action, resource);', 'expected `permit` or `forbid`', 1, 1],
  ['permit(principal,\n  action);', 'expected `,`', 2, 9],
  ['permit(principal == ?principal, action, resource);', 'templates are not supported', 1, 21],
  ['permit(principal, action == User::"x", resource);', '`User` is not a type of actions; expected `Action`', 1, 29],
  ['permit(principal, action, resource) where { true };', 'expected `when`, `unless` or `;`', 1, 37],
  ['@a @a permit(principal, action, resource);', 'the annotation `a` is there twice', 1, 5],
  [when('1 < 2 < 3'), 'expected `}`', 1, 50],
  [when('1 == if true then 3 else 4'), "`if` is reserved and can't be a name", 1, 49],
  [when('foo == 1'), 'there is no variable `foo`', 1, 44],
  [when('foo(1)'), 'there is no function `foo`', 1, 44],
  [when('context.foo(1)'), 'there is no method `foo`', 1, 55],
  [when('[].contains(1, 2)'), '`contains` takes 1 and not 2 values', 1, 55],
  [when('context.if'), "`if` is reserved and can't be an attribute", 1, 52],
  [when('__cedar::"x" == 1'), "`__cedar` is reserved and can't be a name", 1, 44],
  [when('{a: 1, "a": 2} == 1'), 'the record has `a` twice', 1, 51],
  [when('9223372036854775808 == 1'), 'this integer does not fit in 64 bits', 1, 44],
  [when('!!!!!true'), 'more than 4 `!` in a row', 1, 49],
  [when('"\\q" == ""'), 'this escape is not known', 1, 45],
  [when('"\\u{0000041}" == ""'), 'this escape is not known', 1, 45],
  [when('"\\u{_41}" == ""'), 'this escape is not known', 1, 45],
  [when('"\\u{}" == ""'), 'this escape is not known', 1, 45],
  [when('"\\x80" == ""'), 'this escape is not known', 1, 45],
  [when('"\\u{d800}" == ""'), 'this escape is not known', 1, 45],
  [when('"a\rb" == ""'), 'write `\\r` for a carriage return', 1, 46],
  [when('"a'), 'this string has no end', 1, 44],
  [when('1 & 2'), 'this character has no meaning here', 1, 46],
  ['permit(principal, action, resource)\0;', 'this character has no meaning here', 1, 36],
  [`// \ud800\n${when('true')}`, 'this character is half a character', 1, 4],
  [when('principal == ?principal'), 'templates are not supported', 1, 57],
] as const) {
  test(`${JSON.stringify(text)} is refused: ${message}`, () => {
    const fault = faultOf(text)
    assert.deepEqual([fault?.message, fault?.line, fault?.column], [message, line, column])
  })
}

for (const [name, text, message] of [
  ['a hundred thousand brackets', when('('.repeat(100_000)), 'nested more than 48 deep'],
  [
    'a hundred thousand closed brackets',
    when(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    'nested more than 48 deep',
  ],
  ['a hundred thousand ifs', when('if '.repeat(100_000)), 'nested more than 48 deep'],
  ['brackets in the scope', `permit(principal == ${'('.repeat(100_000)}`, 'nested more than 48 deep'],
  ['a chain of attributes', when(`principal${'.a'.repeat(100_000)}`), `this condition is more than ${maxDepth} deep`],
  ['a chain of sums', when(`1${'+1'.repeat(100_000)} == 1`), `this condition is more than ${maxDepth} deep`],
  [
    'a long string',
    when(`"${'x'.repeat(policyTextLimitBytes)}" == ""`),
    `a policy holds at most ${policyTextLimitBytes} bytes`,
  ],
  [
    'a string of escapes',
    when(`"${'\u200b'.repeat(2500)}" == ""`),
    `a policy holds at most ${policyTextLimitBytes} bytes`,
  ],
  [
    'a huge string',
    when(`"${'x'.repeat(policiesTextLimitBytes)}" == ""`),
    `a text of policies holds at most ${policiesTextLimitBytes} bytes`,
  ],
  ['a huge string without an end', when(`"${'x'.repeat(900_000)}`), 'this string has no end'],
  ['a huge number', when(`${'9'.repeat(900_000)} == 1`), 'this integer does not fit in 64 bits'],
  ['many signs', when('-'.repeat(900_000)), 'more than 4 `-` in a row'],
] as const) {
  test(`${name} is refused without exhausting anything`, () => assert.equal(faultOf(text)?.message, message))
}

test('a policy may be as long as the limit, comments around it not counted', () => {
  const policy = (length: number) => when(`"${'x'.repeat(length)}" == ""`)
  const longest = policy(policyTextLimitBytes - policy(0).length)
  assert.equal(longest.length, policyTextLimitBytes)
  assert.equal(parsed(`// ${'c'.repeat(20_000)}\n${longest}${when('true')}`).length, 2)
})
