/** Somebody to invite. */
export interface Invitee {
  readonly name: string
  readonly email: string
}

/** What a pasted text says. */
export interface ParsedPeople {
  /** Each e-mail once, in the order of the text. */
  readonly people: readonly Invitee[]
  /** What could not be read as a person. */
  readonly unread: readonly string[]
}

/**
 * Reads people from a text as it is pasted: one a line or separated by commas or semicolons, each as `Name <mail>`,
 * `mail`, or `Name, mail`. A name that isn't there is made of the e-mail.
 */
export function parsePeople(text: string): ParsedPeople {
  const people = new Map<string, Invitee>()
  const unread: string[] = []
  for (const line of text.split(/[\n;]/)) {
    for (const piece of piecesOf(line)) {
      const person = readPerson(piece)
      if (person === null) unread.push(piece)
      else if (!people.has(person.email.toLowerCase())) people.set(person.email.toLowerCase(), person)
    }
  }
  return { people: [...people.values()], unread }
}

/** The parts of a line that each speak of one person: a part without an e-mail belongs to the one after it. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = []
  let before = ''
  for (const part of line.split(/[,\t](?=(?:[^"]*"[^"]*")*[^"]*$)/)) {
    const whole = [before, part.trim()].filter((one) => one !== '').join(', ')
    before = ''
    if (whole === '') continue
    if (whole.includes('@')) pieces.push(whole)
    else before = whole
  }
  return before === '' ? pieces : [...pieces, before]
}

const personPattern = /^(?<name>.*?)[\s,]*<?(?<email>[^\s<>@,"]+@[^\s<>@,"]+)>?$/

function readPerson(piece: string): Invitee | null {
  const { name = '', email } = personPattern.exec(piece)?.groups ?? {}
  if (email === undefined) return null
  const bare = name.replaceAll('"', '').trim()
  // Two e-mails without anything between them that parts people.
  if (bare.includes('@')) return null
  return { name: bare === '' ? nameOf(email) : bare, email }
}

/** Makes `Ann Lee` of `ann.lee@…`. */
function nameOf(email: string): string {
  const [local = email] = email.split('@')
  const words = local.replace(/\+.*$/, '').split(/[._-]+/)
  const name = words.filter((word) => word !== '').map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return name.length === 0 ? email : name.join(' ')
}
