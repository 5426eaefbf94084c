/** One step of an endpoint's path: a text that stands there, or a field. */
export type PathStep =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'field'
      readonly name: string
      /** The only values that count here; null: any. */
      readonly words: readonly string[] | null
      /** Takes the whole rest of the path, slashes included; always the last step. */
      readonly isGreedy: boolean
    }

/**
 * Reads the path of a declaration: `{name}` is one step, `{name:a|b}` one step that is one of these words, `{name*}` the
 * whole rest. Where several paths fit an address, a text goes before words, words before any value, that before a rest.
 *
 * @throws Error when a rest isn't the last step, or a step is half a field
 */
export function readPath(path: string): readonly PathStep[] {
  const texts = path.split('/').slice(1)
  return texts.map((text, position) => {
    const [, name, star, words] = /^\{(\w+)(?:(\*)|:([\w-]+(?:\|[\w-]+)*))?\}$/.exec(text) ?? []
    if (name === undefined && /[{}]/.test(text)) throw new Error(`${path} has half a field in ${text}`)
    if (name === undefined) return { type: 'text', text }
    if (star !== undefined && position < texts.length - 1) throw new Error(`${path} goes on after its rest`)
    return { type: 'field', name, words: words?.split('|') ?? null, isGreedy: star !== undefined }
  })
}

/** Names the fields of a path, in their order. */
export const fieldsOfPath = (path: string): readonly string[] =>
  readPath(path).flatMap((step) => (step.type === 'field' ? [step.name] : []))

/** Writes a path step by step. */
export const spellPath = (path: string, spell: (step: PathStep) => string): string =>
  readPath(path)
    .map((step) => `/${spell(step)}`)
    .join('')

/** The path with no more than names in its braces, as OpenAPI has it. */
export const plainPath = (path: string): string =>
  spellPath(path, (step) => (step.type === 'text' ? step.text : `{${step.name}}`))

/** Makes what tells whether an address, without its query, is one of a path. */
export const patternOfPath = (path: string): RegExp =>
  new RegExp(
    `^${spellPath(path, (step) => {
      if (step.type === 'text') return step.text.replaceAll(/[^\w/-]/g, (sign) => `\\${sign}`)
      if (step.isGreedy) return '.+'
      return step.words === null ? '[^/]+' : `(?:${step.words.join('|')})`
    })}$`,
  )

/** Fills a path; values are percent-encoded, the slashes of a rest stay. */
export const fillPath = (path: string, valueOf: (name: string) => string): string =>
  spellPath(path, (step) => {
    if (step.type === 'text') return step.text
    const value = valueOf(step.name)
    return step.isGreedy ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value)
  })
