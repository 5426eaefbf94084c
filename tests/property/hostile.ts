import type { Random } from '../differential/language-random.ts'

/** A piece of JSON that is sent as it stands, because no value makes `JSON.stringify` write it. */
export class RawJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Writes JSON, with {@link RawJson} as it stands. */
export function writeJson(value: unknown): string {
  const pieces: string[] = []
  const text = JSON.stringify(value ?? null, (_, one: unknown) => {
    if (!(one instanceof RawJson)) return one
    pieces.push(one.text)
    return `\u0001${pieces.length - 1}\u0001`
  })
  return text.replaceAll(/"\\u0001(\d+)\\u0001"/g, (_, position: string) => pieces[Number(position)] ?? '')
}

const nested = (depth: number, open: string, close: string): RawJson =>
  new RawJson(`${open.repeat(depth)}1${close.repeat(depth)}`)

const oddTexts: readonly string[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    'x\udc00y',
    '\u202e',
    '\ufeff',
    '\uffff',
    'e\u0301',
    '😀',
    '\u2028',
    '\r\n',
    '\t',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'null',
    'undefined',
    'NaN',
    'true',
    '-0',
    '1e9',
  ],
  ...[
    "' OR 1=1 --",
    '"; DROP TABLE role; --',
    '<script>alert(1)</script>',
    '${7*7}',
    '{{7*7}}',
    '%',
    '%00',
    '%2e%2e',
    '\\',
  ],
  ...[
    '../../etc/passwd',
    'http://169.254.169.254/',
    '[',
    '[]',
    '["a"',
    '{}',
    '{"a":',
    '[null]',
    '[1]',
    '[["folder_id"]]',
  ],
  ...[
    'all',
    'account',
    'prodenv',
    'PRODENV',
    'cld::role::',
    'cld::policy::global::',
    'cld::role::prodenv::*',
    '::',
    '*',
    '.',
    '..',
  ],
]

/** A text that somebody ill-meaning or careless might send. */
export function oddText(random: Random): string {
  if (random.chance(0.9)) return random.pick(oddTexts)
  return random.pick(['x', 'é', '\0', '😀', ' ']).repeat(random.pick([256, 300, 2001, 5000, 20_000]))
}

const oddValues: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 2, 1.5, -0, 2 ** 31, 2 ** 53, [], {}, [[]], [null], [{}], [[[]]], { id: null }],
  ...[
    '1e400',
    '-1e400',
    '1e-400',
    '9007199254740993',
    '-9223372036854775809',
    '0.1e1',
    '{"__proto__":{"isAdmin":true}}',
  ].map((text) => new RawJson(text)),
  ...['{"constructor":{"prototype":{"x":1}}}', '{"a":1,"a":2}', '"\\ud800"', '{"":""}', '{"\\u0000":1}'].map(
    (text) => new RawJson(text),
  ),
  ...[
    nested(8, '[', ']'),
    nested(63, '[', ']'),
    nested(64, '[', ']'),
    nested(5000, '[', ']'),
    nested(40, '{"a":', '}'),
  ],
]

/** A value of any kind but the right one. */
export function oddValue(random: Random): unknown {
  const choice = random.below(10)
  if (choice < 4) return oddText(random)
  if (choice === 4) return Array.from({ length: random.pick([1, 2, 101, 1000]) }, () => random.pick(['a', '', 5, null]))
  if (choice === 5) return { [oddText(random)]: random.pick(oddValues) }
  return random.pick(oddValues)
}

/** Bodies that are no JSON object, or not even JSON. */
export function oddBody(random: Random): string {
  return random.pick([
    ...[
      '',
      ' ',
      '\n',
      '{',
      '}',
      '{}',
      '{}}',
      '{"a"}',
      "{'a':1}",
      '{"a":1,}',
      '{"a":01}',
      '[]',
      'null',
      'true',
      '5',
      '"x"',
    ],
    ...[
      'NaN',
      'undefined',
      '\ufeff{}',
      '\ufeff',
      '{"a":"\t"}',
      '{"a":"\\x"}',
      '{"a":"\\ud800"}',
      '//',
      '<xml/>',
      'a=1&b=2',
    ],
    ...[
      '{"__proto__":null}',
      '{"constructor":{"prototype":{}}}',
      '{"a":1e999}',
      '\0',
      '{"name":"\0"}',
      '%7B%7D',
      '[[[[',
      '=&=&',
    ],
    '['.repeat(200),
    `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`,
    `{"name":"${'x'.repeat(200_000)}"}`,
  ])
}
