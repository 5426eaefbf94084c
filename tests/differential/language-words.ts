/** The types an expression can be asked for; the generator also gives another one now and then. */
export const valueTypes = [
  'boolean',
  'integer',
  'string',
  'entity',
  'integers',
  'strings',
  'entities',
  'record',
  'decimal',
  'ip',
  'datetime',
  'duration',
] as const

export type ValueType = (typeof valueTypes)[number]

/** Attributes by the type they usually have. */
export const attributeNames: { readonly [Type in ValueType]: readonly string[] } = {
  boolean: ['b', 'is_on'],
  integer: ['n', 'm'],
  string: ['s', 'a b', 'if', 'é'],
  entity: ['e', 'owner'],
  integers: ['ns'],
  strings: ['ss', 'ancestor_ids'],
  entities: ['es'],
  record: ['r', 'q'],
  decimal: ['d'],
  ip: ['i'],
  datetime: ['w'],
  duration: ['u'],
}

export const entityTypes = ['User', 'Group', 'Cloudinary::Folder', 'A::B::C'] as const

export const entityIds = ['1', '2', '3', 'a"b', 'ü\n', ''] as const

export const integers = [
  '0',
  '1',
  '2',
  '3',
  '7',
  '10',
  '100',
  '4294967296',
  '3037000499',
  '3037000500',
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '9223372036854775806',
  '9223372036854775807',
] as const

export const strings = [
  '',
  'a',
  'b',
  'ab',
  'abab',
  'aba',
  'aXb',
  'a*b',
  '*',
  'x y',
  'é',
  '😀',
  '"',
  '\\',
  '\n',
  '\0',
  '1.0',
] as const

export const patterns = [
  '',
  '*',
  'a*',
  '*b',
  'a*b',
  '**',
  'a\\*b',
  '*a*b*',
  '\\*',
  'é*',
  '*😀',
  'ab',
  '\\u{2a}',
  '\\n*',
] as const

export const decimals = [
  '0.0',
  '1.0',
  '1.00',
  '-1.5',
  '0.0001',
  '-0.0',
  '922337203685477.5807',
  '-922337203685477.5808',
] as const

export const badDecimals = [
  '1',
  '1.',
  '.1',
  '1.00001',
  '+1.0',
  '922337203685477.5808',
  'a',
  '',
  '1.0 ',
  '--1.0',
] as const

export const ips = [
  '10.0.0.1',
  '10.0.0.0/8',
  '127.0.0.1',
  '127.0.0.0/7',
  '0.0.0.0/0',
  '224.0.0.1',
  '239.255.0.0/16',
  '192.168.0.1',
  '224.0.0.0/3',
  '255.255.255.255/32',
  '::1',
  '::',
  '::/0',
  'ff00::/8',
  'fe80::1/64',
  '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7::',
  '::2:3:4:5:6:7:8',
  'ABCD::ef01',
] as const

export const badIps = [
  '10.0.0',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.1/33',
  '10.0.0.1/08',
  '::ffff:1.2.3.4',
  '1::2::3',
  '1:2:3:4::5:6:7:8',
  '1:2:3:4:5:6:7::8',
  '::/129',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  '',
  ' ::1',
  '::1/',
] as const

export const datetimes = [
  '1970-01-01',
  '2024-02-29',
  '2024-10-15T11:38:02Z',
  '2024-10-15T11:38:02.101Z',
  '2024-10-15T11:38:02+0530',
  '2024-10-15T11:38:02.999-2359',
  '0000-01-01',
  '9999-12-31T23:59:59.999Z',
  '1969-12-31T23:59:59Z',
] as const

export const badDatetimes = [
  '2023-02-29',
  '2024-13-01',
  '2024-1-01',
  '2024-01-01T24:00:00Z',
  '2024-01-01T00:60:00Z',
  '2016-12-31T23:59:60Z',
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00+2400',
  '2024-01-01T00:00:00+0060',
  '2024-01-01T00:00Z',
  '2024-01-01Z',
  '',
  '10000-01-01',
] as const

export const durations = [
  '0ms',
  '1ms',
  '-1ms',
  '1d',
  '-1d2h3m4s5ms',
  '36h',
  '90m',
  '9223372036854775807ms',
  '-9223372036854775808ms',
] as const

export const badDurations = [
  '',
  '-',
  '1',
  'd',
  '1h1d',
  '1.5h',
  '9223372036854775808ms',
  '+1d',
  '1D',
  '99999999999999d',
  '1 d',
] as const
