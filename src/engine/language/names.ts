/** Words that can't name a type, an attribute or a function. */
export const reservedNames: ReadonlySet<string> = new Set([
  'true',
  'false',
  'if',
  'then',
  'else',
  'in',
  'is',
  'like',
  'has',
  '__cedar',
])

const plainName = /^[_a-zA-Z][_a-zA-Z0-9]*$/

/** Tells whether a name may stand after a point or in a path without quotes. */
export const isPlainName = (name: string): boolean => plainName.test(name) && !reservedNames.has(name)
