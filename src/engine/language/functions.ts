/** Functions that make extension values; called by name. */
export const extensionFunctions: ReadonlySet<string> = new Set(['decimal', 'ip', 'datetime', 'duration'])

/** Methods of extension values. Cedar counts their parameters only when it evaluates them, and so do we. */
export const extensionMethods: ReadonlySet<string> = new Set([
  'lessThan',
  'lessThanOrEqual',
  'greaterThan',
  'greaterThanOrEqual',
  'isIpv4',
  'isIpv6',
  'isLoopback',
  'isMulticast',
  'isInRange',
  'offset',
  'durationSince',
  'toDate',
  'toTime',
  'toMilliseconds',
  'toSeconds',
  'toMinutes',
  'toHours',
  'toDays',
])

/** Every method and how many values it takes. */
export const methodArity: ReadonlyMap<string, number | 'any'> = new Map<string, number | 'any'>([
  ['contains', 1],
  ['containsAll', 1],
  ['containsAny', 1],
  ['isEmpty', 0],
  ['hasTag', 1],
  ['getTag', 1],
  ...[...extensionMethods].map((name) => [name, 'any'] as const),
])
