import { permissionId } from '../ids.ts'
import type { Permission } from '../permission.ts'
import type { RoleKind } from '../role.ts'
import type { Blame, Fields } from './import-fields.ts'
import { optionalText, requiredId, requiredText } from './import-fields.ts'
import type { ContentKind, Declared } from './import-kinds.ts'
import { kindInId, placeholders, readDeclared } from './import-kinds.ts'

/** Splits a text into its Cedar statements, each beginning with its effect, or says why it can't be parsed. */
export type SplitStatements = (
  text: string,
) => { readonly statements: readonly string[] } | { readonly faults: readonly string[] }

/** Reads one policy of an imported catalogue; undefined when what it lacks leaves no permission to make. */
export function readPermission(
  fields: Fields,
  path: string,
  splitStatements: SplitStatements,
  blame: Blame,
): Permission | undefined {
  const id = requiredId(fields, 'cld::policy::', path, blame)
  const name = requiredText(fields, 'name', path, blame)
  const description = optionalText(fields, 'description', path, blame)
  const category = optionalText(fields, 'category', path, blame)
  const subCategory = optionalText(fields, 'sub_category', path, blame)
  const declared = readDeclared(fields, path, blame)
  const statements = readStatements(fields, path, splitStatements, blame)
  const kind = readKind(declared, id, statements, blame, path)
  if (id === undefined || name === undefined || kind === undefined || declared.level === undefined) return undefined
  return {
    id: permissionId(id),
    name,
    description: description ?? '',
    category: category ?? '',
    subCategory: subCategory ?? '',
    kind,
    level: declared.level,
    statements: statements.texts,
    confidence: { id: 'seen', name: 'seen', statement: 'seen' },
  }
}

/** The statements of a policy; empty when they couldn't be read, which is blamed already. */
interface ReadStatements {
  readonly texts: readonly string[]
  /** The field they came from. */
  readonly path: string
}

/** The catalogue endpoint says `policy`, all others `policy_statement`. */
function readStatements(fields: Fields, path: string, split: SplitStatements, blame: Blame): ReadStatements {
  const field = fields.policy === undefined && fields.policy_statement !== undefined ? 'policy_statement' : 'policy'
  const place = `${path}.${field}`
  const nothing = { texts: [], path: place }
  if (fields.policy !== undefined && fields.policy_statement !== undefined) {
    blame(`${path}.policy_statement`, 'must not stand beside `policy`')
  }
  const text = requiredText(fields, field, path, blame)
  if (text === undefined) return nothing
  const answer = split(text)
  if ('faults' in answer) {
    for (const fault of answer.faults) blame(place, fault)
    return nothing
  }
  if (answer.statements.length === 0) blame(place, 'holds no statement')
  for (const [position, statement] of answer.statements.entries()) {
    if (!/^permit\b/u.test(statement)) blame(place, `statement ${position + 1} is not a permit`)
  }
  return { texts: answer.statements, path: place }
}

/** The kind of a permission, which its parameters, placeholders and id must agree on. */
function readKind(
  declared: Declared,
  id: string | undefined,
  statements: ReadStatements,
  blame: Blame,
  path: string,
): RoleKind | undefined {
  if (declared.type === undefined) return undefined
  const held = placeholders.filter(([, mark]) => statements.texts.some((text) => text.includes(mark)))
  const named = id === undefined ? undefined : kindInId(id)
  if (declared.type === 'global') {
    for (const [, mark] of held) blame(statements.path, `a global permission must not hold \`${mark}\``)
    if (named !== undefined) blame(`${path}.id`, `names a ${named} permission, but permission_type is \`global\``)
    return 'global'
  }
  const [first, second] = held
  if (first !== undefined && second !== undefined) {
    blame(statements.path, `holds both \`${first[1]}\` and \`${second[1]}\``)
    return undefined
  }
  const kind = first?.[0] ?? declared.parameter ?? named
  blameMissingPlaceholder(statements, kind, blame)
  if (kind === undefined) return undefined
  if (declared.parameter !== undefined && declared.parameter !== kind) {
    blame(`${path}.policy_parameters`, `names \`${declared.parameter}_id\`, but the statement holds \`<${kind}_id>\``)
  }
  if (named !== undefined && named !== kind)
    blame(`${path}.id`, `names a ${named} permission, but this is a ${kind} one`)
  return kind
}

/** A content statement without its placeholder would count everywhere, whatever folder the role is assigned on. */
function blameMissingPlaceholder(statements: ReadStatements, kind: ContentKind | undefined, blame: Blame): void {
  const marks = placeholders.filter(([candidate]) => kind === undefined || candidate === kind).map(([, mark]) => mark)
  for (const [position, text] of statements.texts.entries()) {
    if (marks.some((mark) => text.includes(mark))) continue
    blame(statements.path, `statement ${position + 1} lacks ${marks.map((mark) => `\`${mark}\``).join(' or ')}`)
  }
}
