/** What pieces of a Cedar statement are, as far as they are shown apart. */
export type CedarKind = 'word' | 'text' | 'entity' | 'place' | 'plain'

/** Takes a statement apart into what is shown alike; joined again they are the statement. */
export function piecesOf(statement: string): readonly { readonly text: string; readonly kind: CedarKind }[] {
  const pieces: { text: string; kind: CedarKind }[] = []
  let end = 0
  for (const found of statement.matchAll(pattern)) {
    if (found.index > end) pieces.push({ text: statement.slice(end, found.index), kind: 'plain' })
    const groups: Readonly<Record<string, string | undefined>> = found.groups ?? {}
    const [kind = 'plain'] = Object.entries(groups).find(([, text]) => text !== undefined) ?? []
    // The groups of the pattern are named by kinds.
    pieces.push({ text: found[0], kind: kind as CedarKind })
    end = found.index + found[0].length
  }
  if (end < statement.length) pieces.push({ text: statement.slice(end), kind: 'plain' })
  return pieces
}

const pattern =
  /(?<place><\w+_id>)|(?<text>"(?:[^"\\]|\\.)*")|(?<word>\b(?:permit|forbid|when|unless|principal|action|resource|context|in|is|has|like|if|then|else|true|false)\b)|(?<entity>\b[A-Z]\w*(?:::[A-Z]\w*)*(?=::|\b))/g
