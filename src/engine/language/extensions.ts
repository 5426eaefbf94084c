import type { DateTime, Duration } from './datetime.ts'
import { dateOf, durationSince, offset, parseDateTime, parseDuration, timeOf } from './datetime.ts'
import type { Decimal } from './decimal.ts'
import { parseDecimal } from './decimal.ts'
import type { Evaluate } from './evaluation.ts'
import { unexpected } from './evaluation.ts'
import { Fault } from './fault.ts'
import { integerOf } from './integers.ts'
import type { IpAddress } from './ip-address.ts'
import { isInRange, isLoopback, isMulticast, parseIpAddress } from './ip-address.ts'
import type { Value } from './values.ts'

type Apply = (values: readonly Value[]) => Value | Fault

interface Extension {
  readonly count: number
  readonly apply: Apply
}

/** Compiles a call of an extension function or method; the value before the point is the first parameter. */
export function extension(name: string, parameters: readonly Evaluate[]): Evaluate {
  return (request) => {
    const values: Value[] = []
    for (const parameter of parameters) {
      const value = parameter(request)
      if (value instanceof Fault) return value
      values.push(value)
    }
    return applyExtension(name, values)
  }
}

/** Calls an extension function or method. */
export function applyExtension(name: string, values: readonly Value[]): Value | Fault {
  const called = extensions.get(name)
  if (called === undefined) return new Fault(`there is no function \`${name}\``)
  if (called.count === values.length) return called.apply(values)
  return new Fault(`\`${name}\` takes ${called.count} values and not ${values.length}`)
}

const constructor = (name: string, parse: (text: string) => Value | undefined): [string, Extension] => [
  name,
  {
    count: 1,
    apply: ([text = false]) => {
      if (typeof text !== 'string') return unexpected('a string', text)
      return parse(text) ?? new Fault(`\`${text}\` is no ${name}`)
    },
  },
]

interface Kinds {
  readonly decimal: Decimal
  readonly ip: IpAddress
  readonly datetime: DateTime
  readonly duration: Duration
}

/** The value when it is of the kind, else a fault. */
function toKind<Kind extends keyof Kinds>(kind: Kind, value: Value | undefined): Kinds[Kind] | Fault {
  return isKind(kind, value) ? value : unexpected(`a ${kind}`, value ?? false)
}

const isKind = <Kind extends keyof Kinds>(kind: Kind, value: Value | undefined): value is Kinds[Kind] =>
  typeof value === 'object' && 'kind' in value && value.kind === kind

function unary<Kind extends keyof Kinds>(
  name: string,
  kind: Kind,
  judge: (value: Kinds[Kind]) => Value | undefined,
): [string, Extension] {
  const apply: Apply = ([first]) => {
    const value = toKind(kind, first)
    return value instanceof Fault ? value : (judge(value) ?? overflow(name))
  }
  return [name, { count: 1, apply }]
}

function binary<First extends keyof Kinds, Second extends keyof Kinds>(
  name: string,
  kinds: readonly [First, Second],
  judge: (one: Kinds[First], other: Kinds[Second]) => Value | undefined,
): [string, Extension] {
  const apply: Apply = ([first, second]) => {
    const one = toKind(kinds[0], first)
    if (one instanceof Fault) return one
    const other = toKind(kinds[1], second)
    return other instanceof Fault ? other : (judge(one, other) ?? overflow(name))
  }
  return [name, { count: 2, apply }]
}

const overflow = (name: string): Fault => new Fault(`the result of \`${name}\` does not fit in 64 bits`)

/** Whole units of a duration, cut towards zero. */
const inUnits =
  (unitMs: bigint) =>
  ({ milliseconds }: Duration): Value | undefined =>
    integerOf(milliseconds / unitMs)

const decimals = ['decimal', 'decimal'] as const

const extensions: ReadonlyMap<string, Extension> = new Map([
  constructor('decimal', parseDecimal),
  constructor('ip', parseIpAddress),
  constructor('datetime', parseDateTime),
  constructor('duration', parseDuration),
  binary('lessThan', decimals, (one, other) => one.units < other.units),
  binary('lessThanOrEqual', decimals, (one, other) => one.units <= other.units),
  binary('greaterThan', decimals, (one, other) => one.units > other.units),
  binary('greaterThanOrEqual', decimals, (one, other) => one.units >= other.units),
  unary('isIpv4', 'ip', ({ version }) => version === 4),
  unary('isIpv6', 'ip', ({ version }) => version === 6),
  unary('isLoopback', 'ip', isLoopback),
  unary('isMulticast', 'ip', isMulticast),
  binary('isInRange', ['ip', 'ip'], isInRange),
  binary('offset', ['datetime', 'duration'], offset),
  binary('durationSince', ['datetime', 'datetime'], durationSince),
  unary('toDate', 'datetime', dateOf),
  unary('toTime', 'datetime', timeOf),
  unary('toMilliseconds', 'duration', inUnits(1n)),
  unary('toSeconds', 'duration', inUnits(1000n)),
  unary('toMinutes', 'duration', inUnits(60_000n)),
  unary('toHours', 'duration', inUnits(3_600_000n)),
  unary('toDays', 'duration', inUnits(86_400_000n)),
])
