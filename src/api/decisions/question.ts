import { z } from 'zod'
import { actions, resourceTypes, resourceTypesOf } from '../../domain/catalogue/schema.ts'
import type { ContextValue } from '../../domain/context.ts'
import { storedTypes, type ResourceName } from '../../domain/entity.ts'
import { refusal } from '../../domain/errors.ts'
import { environmentId, folderId } from '../../domain/ids.ts'
import type { Scope } from '../../domain/scope.ts'
import { anyObject, optional, text } from '../fields.ts'
import type { InputOf } from '../operation-types.ts'
import { principalTypeNames, toPrincipal } from '../spellings.ts'

/** A principal of a question. */
export const principalObject = z
  .object({ type: z.enum(principalTypeNames), id: z.string().min(1) })
  .meta({ id: 'Principal' })

/** A resource: one by its `id`; for an asset or a folder that doesn't exist yet, the `folder` it would be in (null: the top). */
export const resourceObject = z
  .object({
    type: text.describe('A type of the Cedar schema, such as `Asset` or `MediaFlows::EasyFlow`.'),
    id: optional(z.string().min(1)).describe('Null: any one of the type.'),
    folder: optional(z.string().min(1)).describe(
      'Id of a folder; null is the top. In place of `id`, for `Asset` and `Folder`.',
    ),
    dynamic: z.boolean().optional().describe('Of a collection that does not exist yet.'),
    attributes: anyObject.optional().describe('For resources that this server keeps no record of.'),
  })
  .meta({ id: 'Resource' })

/** Where a question is asked. */
export const scopeObject = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('account') }),
    z.object({ type: z.literal('prodenv'), id: z.string().min(1) }),
  ])
  .meta({ id: 'Scope' })

/** One question. */
export const question = z
  .object({
    principal: principalObject,
    action: text,
    resource: resourceObject,
    scope: scopeObject,
    context: optional(anyObject),
  })
  .meta({ id: 'Question' })

/** A question as it is sent. */
export type WireQuestion = z.output<typeof question>

type DecisionQuestion = InputOf<'decision.make'>['questions'][number]

/** Reads the questions of one request, as {@link toQuestion} reads one. */
export function toQuestions(wires: readonly WireQuestion[]): readonly DecisionQuestion[] {
  let before: QuestionBefore | null = null
  return wires.map((wire, position) => {
    const read = toQuestion(wire, `questions.${position}.`, before)
    before = { wire, read }
    return read
  })
}

/** The question in front of another: mostly about the same principal in the same place, which are read once then. */
interface QuestionBefore {
  readonly wire: WireQuestion
  readonly read: DecisionQuestion
}

/**
 * Reads one question. A type or an action that the Cedar schema lacks, and an action that doesn't apply to the type, is
 * refused and not denied: it is a slip of the caller, and a deny would hide it.
 *
 * @param path where the question stands in the request, with a point behind; empty for one alone
 * @throws Refusal `missing_fields`, `invalid_fields`
 */
export function toQuestion(wire: WireQuestion, path: string, before: QuestionBefore | null = null): DecisionQuestion {
  const { principal, scope, context } = wire
  const type = readType(wire.resource.type, `${path}resource.type`)
  const question = {
    principal:
      before !== null && isSame(before.wire.principal, principal)
        ? before.read.principal
        : toPrincipal(principal.type, principal.id),
    action: readAction(wire.action, type, `${path}action`),
    resource: readResource(wire.resource, type, `${path}resource`),
    scope: before !== null && isSame(before.wire.scope, scope) ? before.read.scope : readScope(scope),
  }
  return context === undefined || context === null
    ? question
    : { ...question, context: readRecord(context, `${path}context`) }
}

const invalid = (name: string, value: unknown): Error =>
  refusal('invalid_fields', undefined, { fields: [{ name, value }] })

interface Named {
  readonly type: string
  readonly id?: string
}

const isSame = (one: Named, other: Named): boolean => one.type === other.type && one.id === other.id

const homeNamespace = /^Cloudinary::(?:Action::)?/

const knownTypes: ReadonlySet<string> = new Set(resourceTypes)
const knownActions: ReadonlySet<string> = new Set(actions)

function readType(sent: string, path: string): string {
  const type = knownTypes.has(sent) ? sent : sent.replace(homeNamespace, '')
  if (!knownTypes.has(type)) throw invalid(path, sent)
  return type
}

/** Reads an action, which must apply to a resource type. @throws Refusal `invalid_fields` */
export function readAction(sent: string, type: string, path: string): string {
  const action = knownActions.has(sent) ? sent : sent.replace(homeNamespace, '')
  if (!knownActions.has(action) || !resourceTypesOf(action).includes(type)) throw invalid(path, sent)
  return action
}

const readScope = (scope: z.output<typeof scopeObject>): Scope =>
  scope.type === 'account' ? { type: 'account' } : { type: 'environment', environmentId: environmentId(scope.id) }

const described: ReadonlySet<string> = new Set(storedTypes)

function readResource(wire: z.output<typeof resourceObject>, type: string, path: string): ResourceName {
  const { id, folder, dynamic, attributes } = wire
  if (attributes !== undefined && (described.has(type) || typeof id !== 'string')) {
    throw invalid(`${path}.attributes`, attributes)
  }
  if (dynamic !== undefined && (type !== 'Collection' || typeof id === 'string')) {
    throw invalid(`${path}.dynamic`, dynamic)
  }
  if (type === 'Asset' || type === 'Folder') return readPlaced(type, id, folder, path)
  if (folder !== undefined) throw invalid(`${path}.folder`, folder)
  if (dynamic !== undefined) return { type: 'Collection', within: null, dynamic }
  if (id === undefined) throw refusal('missing_fields', undefined, { fields: [{ name: `${path}.id` }] })
  if (id === null) return { type, id }
  return {
    type,
    id: id.normalize('NFC'),
    ...(attributes && { attributes: readRecord(attributes, `${path}.attributes`) }),
  }
}

/** An asset or a folder: the one of an id, or any in a folder. */
function readPlaced(
  type: 'Asset' | 'Folder',
  id: string | null | undefined,
  folder: string | null | undefined,
  path: string,
): ResourceName {
  if (typeof id === 'string') {
    if (folder !== undefined) throw invalid(`${path}.folder`, folder)
    return { type, id: id.normalize('NFC') }
  }
  if (id === undefined && folder === undefined) {
    throw refusal('missing_fields', undefined, { fields: [{ name: `${path}.id` }] })
  }
  return { type, within: typeof folder === 'string' ? folderId(folder) : null }
}

function readRecord(values: Readonly<Record<string, unknown>>, path: string): Readonly<Record<string, ContextValue>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, readValue(value, `${path}.${name}`)]))
}

/** Cedar has no null and no fractions, and JSON here keeps no integer exactly beyond 2^53. */
function readValue(value: unknown, path: string): ContextValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  if (Array.isArray(value)) return value.map((item, position) => readValue(item, `${path}.${position}`))
  if (typeof value === 'object' && value !== null) return readRecord({ ...value }, path)
  throw invalid(path, value)
}
