/** One thing wrong with a catalogue: where, as a JSON path such as `catalog.system_roles[2].id`, and what. */
export interface CatalogueFault {
  readonly path: string
  readonly message: string
}

/** Takes down one fault. */
export type Blame = (path: string, message: string) => void

/** The members of a JSON object, nothing known of them yet. */
export type Fields = Readonly<Record<string, unknown>>

/** Tells whether a value of a JSON text is an object: neither null nor an array. */
export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Reads the objects of an array; anything else in it is a fault and is left out. */
export function objectsOf(
  value: unknown,
  path: string,
  blame: Blame,
): readonly { readonly fields: Fields; readonly path: string }[] {
  if (!Array.isArray(value)) {
    blame(path, value === undefined ? 'is missing' : `must be an array, is ${kindOf(value)}`)
    return []
  }
  if (value.length === 0) blame(path, 'must not be empty')
  return value.flatMap((element: unknown, position) => {
    const place = `${path}[${position}]`
    if (isObject(element)) return [{ fields: element, path: place }]
    blame(place, `must be an object, is ${kindOf(element)}`)
    return []
  })
}

/** Reads a text that must be there and not empty, in Unicode NFC. */
export function requiredText(fields: Fields, name: string, path: string, blame: Blame): string | undefined {
  const value = fields[name]
  if (typeof value === 'string' && value !== '') return value.normalize('NFC')
  const place = `${path}.${name}`
  if (value === undefined) blame(place, 'is missing')
  else blame(place, value === '' ? 'must not be empty' : `must be a text, is ${kindOf(value)}`)
  return undefined
}

/** Reads a text that may be absent or null. */
export function optionalText(fields: Fields, name: string, path: string, blame: Blame): string | null {
  const value = fields[name]
  if (typeof value === 'string') return value
  if (value !== undefined && value !== null) blame(`${path}.${name}`, `must be a text or null, is ${kindOf(value)}`)
  return null
}

/** Reads one of a few words that must be there. */
export function requiredWord<const Word extends string>(
  fields: Fields,
  name: string,
  words: readonly Word[],
  path: string,
  blame: Blame,
): Word | undefined {
  const value = requiredText(fields, name, path, blame)
  if (value === undefined) return undefined
  const word = words.find((candidate) => candidate === value)
  if (word === undefined) blame(`${path}.${name}`, `must be one of ${quoted(words)}, is \`${value}\``)
  return word
}

/** Reads an id that must start in one way. */
export function requiredId(fields: Fields, prefix: string, path: string, blame: Blame): string | undefined {
  const id = requiredText(fields, 'id', path, blame)
  if (id === undefined) return undefined
  if (!id.startsWith(prefix) || id === prefix) blame(`${path}.id`, `must start with \`${prefix}\`, is \`${id}\``)
  return id
}

/** Blames every id after the first that is the same; `named` holds the ids of objects with their paths. */
export function blameRepeats(named: readonly { readonly id: string; readonly path: string }[], blame: Blame): void {
  const pathById = new Map<string, string>()
  for (const { id, path } of named) {
    const first = pathById.get(id)
    if (first === undefined) pathById.set(id, path)
    else blame(path, `\`${id}\` stands at ${first} already`)
  }
}

/** What a JSON value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(', ')
}
