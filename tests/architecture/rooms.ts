import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { isTest, place, visit, type Source, type Violation } from './sources.ts'

/** What one room may import; every other import is a violation. */
interface Room {
  /** Rooms imported freely. */
  readonly rooms: readonly string[]
  /** Rooms of which only types are imported. */
  readonly typesOf?: readonly string[]
  /** Rooms with one door: the room's name to the only files that may import it. */
  readonly onlyFrom?: Readonly<Record<string, readonly string[]>>
  /** Foreign libraries; a trailing `*` stands for the rest. */
  readonly libraries: readonly string[]
  /** Libraries with one door: the library to the only file that may import it. */
  readonly librariesOnlyFrom?: Readonly<Record<string, string>>
}

/** The table of ARCHITECTURE.md: which room may import what. */
export const rooms: Readonly<Record<string, Room>> = {
  domain: { rooms: [], libraries: [] },
  engine: {
    rooms: ['domain'],
    libraries: [],
    librariesOnlyFrom: { '@cedar-policy/cedar-wasm*': 'src/engine/cedar.ts' },
  },
  store: {
    rooms: ['domain'],
    libraries: ['kysely*', 'pg', 'node:*'],
    librariesOnlyFrom: { '@aws-sdk/client-s3': 'src/store/blobs/s3-blob-store.ts' },
  },
  operations: {
    rooms: ['domain', 'engine', 'store'],
    libraries: ['node:crypto'],
    librariesOnlyFrom: {
      sharp: 'src/operations/blobs/pictures.ts',
      'file-type': 'src/operations/blobs/detect-type.ts',
      yazl: 'src/operations/assets/archive-zip.ts',
      'node:stream*': 'src/operations/assets/archive-zip.ts',
      'node:net': 'src/operations/blobs/public-address.ts',
      'node:dns/promises': 'src/operations/blobs/open-source.ts',
      'node:http': 'src/operations/blobs/open-source.ts',
      'node:https': 'src/operations/blobs/open-source.ts',
    },
  },
  api: { rooms: ['domain'], typesOf: ['operations'], libraries: ['zod'] },
  server: {
    rooms: ['domain', 'engine', 'store', 'operations', 'api'],
    libraries: ['fastify', '@fastify/*', 'pino', 'close-with-grace', 'node:*'],
    librariesOnlyFrom: { nodemailer: 'src/server/mail.ts' },
  },
  console: {
    rooms: ['domain', 'api'],
    // Styles are imported by the file that wears them.
    libraries: ['react*', '@mantine/*', '@tanstack/*'],
    librariesOnlyFrom: { i18next: 'src/console/language/messages.ts' },
  },
  cli: {
    rooms: ['domain', 'api'],
    // What the operator does at the machine composes its store as serve does, in the one file at-store.ts.
    onlyFrom: {
      server: ['src/cli/commands/serve.ts', 'src/cli/commands/at-store.ts'],
      operations: ['src/cli/commands/at-store.ts'],
    },
    libraries: ['commander', 'yaml', 'node:*'],
    librariesOnlyFrom: { 'cli-progress': 'src/cli/progress.ts' },
  },
}

/** Libraries that unit tests use on top of what their room may import. */
const testLibraries = ['node:*', 'fast-check']
const bannedNames = new Set([
  'utils',
  'util',
  'common',
  'lib',
  'core',
  'shared',
  'helpers',
  'helper',
  'services',
  'types',
])

/** One import of any form: `import`, `export … from`, `import()`, `import('…')` as a type, `require`. */
export interface Import {
  readonly from: string
  readonly at: string
  /** A path relative to the root for a file of ours, else the library as written. */
  readonly to: string
  readonly isOwn: boolean
  readonly isTypeOnly: boolean
}

/** Lists the imports of a file in the order they stand. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    const isOwn = specifier.text.startsWith('.')
    const to = isOwn ? join(dirname(source.path), specifier.text) : specifier.text
    found.push({ from: source.path, at: place(source, node), to, isOwn, isTypeOnly })
  }
  visit(source.tree, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly)
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    } else if (ts.isCallExpression(node) && isLoader(node.expression)) {
      add(node, node.arguments[0], false)
    }
  })
  return found
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

const roomOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1]

const matches = (pattern: string, name: string): boolean =>
  pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

/** Finds imports against the direction of the table, and libraries that are not behind their one door. */
export function directionViolations(sources: readonly Source[]): readonly Violation[] {
  return sources.flatMap(importsOf).flatMap((found) => {
    const problem = found.isOwn ? ownProblem(found) : libraryProblem(found)
    return problem === '' ? [] : [`${found.at} ${problem}`]
  })
}

function ownProblem({ from, to, isTypeOnly }: Import): string {
  const room = roomOf(from) ?? ''
  const target = roomOf(to)
  if (target === undefined) return `imports \`${to}\` from outside src`
  const rule = rooms[room]
  if (rule === undefined) return `\`${room}\` is not a room`
  if (target === room || rule.rooms.includes(target)) return ''
  if (rule.onlyFrom?.[target]?.includes(from) === true) return ''
  if (rule.typesOf?.includes(target) === true) return isTypeOnly ? '' : `may import only types of \`${target}\``
  return `\`${room}\` may not import \`${target}\``
}

function libraryProblem({ from, to }: Import): string {
  const room = roomOf(from) ?? ''
  const rule = rooms[room]
  if (rule === undefined) return `\`${room}\` is not a room`
  if (rule.libraries.some((pattern) => matches(pattern, to))) return ''
  if (isTest(from) && testLibraries.some((pattern) => matches(pattern, to))) return ''
  const doors = Object.entries(rule.librariesOnlyFrom ?? {}).filter(([pattern]) => matches(pattern, to))
  if (doors.some(([, door]) => door === from)) return ''
  return doors.length > 0
    ? `imports \`${to}\`, whose one door is \`${String(doors[0]?.[1])}\``
    : `\`${room}\` may not import the library \`${to}\``
}

/** Finds circles of files that import each other, types included; each circle is named once. */
export function cycleViolations(sources: readonly Source[]): readonly Violation[] {
  const targets = new Map(sources.map((source) => [source.path, ownTargets(source)]))
  const done = new Set<string>()
  const trail: string[] = []
  const violations: Violation[] = []
  const walk = (path: string): void => {
    const position = trail.indexOf(path)
    if (position !== -1) violations.push(`circle: ${[...trail.slice(position), path].join(' -> ')}`)
    if (position !== -1 || done.has(path)) return
    trail.push(path)
    targets.get(path)?.forEach(walk)
    trail.pop()
    done.add(path)
  }
  for (const path of targets.keys()) walk(path)
  return violations
}

const ownTargets = (source: Source): readonly string[] =>
  importsOf(source)
    .filter((found) => found.isOwn)
    .map((found) => found.to)

/** Finds files outside a room, folders more than one level deep, and names that say nothing or are not kebab-case. */
export function layoutViolations(paths: readonly string[]): readonly Violation[] {
  return paths.flatMap((path) => {
    const parts = path.split('/').slice(1)
    const [room = '', ...inside] = parts
    const name = (inside.at(-1) ?? '').replace(/(?:\.test)?\.[a-z]+$/, '')
    const problems = [
      ...(inside.length === 0 ? ['stands outside a room'] : []),
      ...(inside.length > 0 && rooms[room] === undefined ? [`\`${room}\` is not a room`] : []),
      ...(inside.length > 2 ? ['lies more than one folder deep in its room'] : []),
      ...[...inside.slice(0, -1), name]
        .filter((word) => bannedNames.has(word))
        .map((word) => `\`${word}\` names nothing`),
      ...(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]\w*)$/.test(name) ? [] : [`\`${name}\` is not kebab-case`]),
    ]
    return problems.map((problem) => `${path} ${problem}`)
  })
}
