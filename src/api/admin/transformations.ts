import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import type { InputOf, OutputOf } from '../operation-types.ts'
import { base, environment, filledText, flagOrAbsent, integerOrAbsent, textOrAbsent } from './fields.ts'
import { transformationSteps } from './transformation-steps.ts'

const source = 'Admin API 0.7.5, transformations; api-surface 3.5, 4'
const summary = z.object({
  name: z.string(),
  allowed_for_strict: z.boolean(),
  used: z.boolean(),
  named: z.boolean(),
})
const detail = z.object({
  ...summary.shape,
  info: z.array(z.record(z.string(), z.unknown())),
  derived: z.array(z.never()),
})
const listed = z.object({ transformations: z.array(summary), next_cursor: z.string().optional() })
const message = z.object({ message: z.string() })
const definition = z.union([z.string(), z.array(z.unknown()), z.record(z.string(), z.unknown())])
const named = { ...environment, transformation: filledText.describe('Its name, with or without `t_`.') }
const inPath = { ...environment, name: filledText.describe('Its name, with or without `t_`.') }
const update = { unsafe_update: definition.nullish(), allowed_for_strict: flagOrAbsent }

type Transformation = OutputOf<'transformation.create'>

const spellSummary = ({ name, isAllowedForStrict }: Transformation): z.output<typeof summary> => ({
  name: `t_${name}`,
  allowed_for_strict: isAllowedForStrict,
  used: false,
  named: true,
})

const spell = (one: Transformation): z.output<typeof detail> => ({
  ...spellSummary(one),
  name: one.name,
  info: transformationSteps(one.definition),
  derived: [],
})

/** Lists named transformations, or shows one. */
export const listTransformations = endpoint({
  id: 'listTransformations',
  family: 'admin',
  method: 'GET',
  path: `${base}/transformations`,
  operation: 'transformation.list',
  summary: 'Lists the named transformations that the caller may see; with `transformation`, shows that one.',
  source,
  request: z.object({
    ...environment,
    transformation: textOrAbsent,
    named: flagOrAbsent.describe('False: those without a name, of which there are none.'),
    max_results: integerOrAbsent(1, 500),
    next_cursor: textOrAbsent,
  }),
  success: { status: 200, schema: z.union([listed, detail]) },
  toInput: ({ transformation, max_results, next_cursor }, { environmentId }) => ({
    environmentId,
    name: transformation ?? null,
    limit: max_results ?? null,
    cursor: next_cursor ?? null,
  }),
  toWire: ({ settings, nextCursor }, { wire }) => {
    const [first] = settings
    if (typeof wire.transformation === 'string' && first !== undefined) return spell(first)
    if (wire.named === false) return { transformations: [] }
    return { transformations: settings.map(spellSummary), ...(nextCursor !== null && { next_cursor: nextCursor }) }
  },
})

/** Shows a named transformation, its name in the path. */
export const getTransformation = endpoint({
  id: 'getTransformation',
  family: 'admin',
  method: 'GET',
  path: `${base}/transformations/{name*}`,
  operation: 'transformation.list',
  summary: 'Shows a named transformation.',
  source,
  request: z.object(inPath),
  success: { status: 200, schema: z.union([listed, detail]) },
  toInput: ({ name }, { environmentId }) => ({ environmentId, name, limit: null, cursor: null }),
  toWire: ({ settings: [first] }) => (first === undefined ? { transformations: [] } : spell(first)),
})

/** Makes a named transformation, its name in the body. */
export const createNamedTransformation = endpoint({
  id: 'createNamedTransformation',
  family: 'admin',
  method: 'POST',
  path: `${base}/transformations`,
  operation: 'transformation.create',
  summary: 'Makes a named transformation: a definition, which Rolecall keeps and never renders.',
  source,
  request: z.object({ ...inPath, transformation: definition, allowed_for_strict: flagOrAbsent }),
  body: ['name', 'transformation', 'allowed_for_strict'],
  success: { status: 200, schema: message },
  toInput: toCreation,
  toWire: () => ({ message: 'created' }),
})

/** Makes a named transformation, its name in the path. */
export const createTransformation = endpoint({
  id: 'createTransformation',
  family: 'admin',
  method: 'POST',
  path: `${base}/transformations/{name*}`,
  operation: 'transformation.create',
  summary: 'Makes a named transformation: a definition, which Rolecall keeps and never renders.',
  source,
  request: z.object({ ...inPath, transformation: definition, allowed_for_strict: flagOrAbsent }),
  body: ['transformation', 'allowed_for_strict'],
  success: { status: 200, schema: message },
  toInput: toCreation,
  toWire: () => ({ message: 'created' }),
})

function toCreation(
  wire: { name: string; transformation: unknown; allowed_for_strict?: boolean | null | undefined },
  { environmentId }: Pick<InputOf<'transformation.create'>, 'environmentId'>,
): InputOf<'transformation.create'> {
  const { name, transformation, allowed_for_strict } = wire
  return { environmentId, name, definition: transformation, isAllowedForStrict: allowed_for_strict ?? false }
}

/** Changes a named transformation, its name in the body. */
export const updateNamedTransformation = endpoint({
  id: 'updateNamedTransformation',
  family: 'admin',
  method: 'PUT',
  path: `${base}/transformations`,
  operation: 'transformation.update',
  summary: 'Changes a named transformation.',
  source,
  request: z.object({ ...named, ...update }),
  body: ['transformation', 'unsafe_update', 'allowed_for_strict'],
  success: { status: 200, schema: message },
  toInput: ({ transformation, unsafe_update, allowed_for_strict }, { environmentId }) => ({
    environmentId,
    name: transformation,
    definition: unsafe_update ?? null,
    isAllowedForStrict: allowed_for_strict ?? null,
  }),
  toWire: () => ({ message: 'updated' }),
})

/** Changes a named transformation, its name in the path. */
export const updateTransformation = endpoint({
  id: 'updateTransformation',
  family: 'admin',
  method: 'PUT',
  path: `${base}/transformations/{name*}`,
  operation: 'transformation.update',
  summary: 'Changes a named transformation.',
  source,
  request: z.object({ ...inPath, ...update }),
  body: ['unsafe_update', 'allowed_for_strict'],
  success: { status: 200, schema: message },
  toInput: ({ name, unsafe_update, allowed_for_strict }, { environmentId }) => ({
    environmentId,
    name,
    definition: unsafe_update ?? null,
    isAllowedForStrict: allowed_for_strict ?? null,
  }),
  toWire: () => ({ message: 'updated' }),
})

/** Deletes a named transformation, its name in query or body. */
export const deleteNamedTransformation = endpoint({
  id: 'deleteNamedTransformation',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/transformations`,
  operation: 'transformation.delete',
  summary: 'Deletes a named transformation.',
  source,
  request: z.object({ ...named, invalidate: flagOrAbsent }),
  success: { status: 200, schema: message },
  toInput: ({ transformation }, { environmentId }) => ({ environmentId, name: transformation }),
  toWire: () => ({ message: 'deleted' }),
})

/** Deletes a named transformation, its name in the path. */
export const deleteTransformation = endpoint({
  id: 'deleteTransformation',
  family: 'admin',
  method: 'DELETE',
  path: `${base}/transformations/{name*}`,
  operation: 'transformation.delete',
  summary: 'Deletes a named transformation.',
  source,
  request: z.object({ ...inPath, invalidate: flagOrAbsent }),
  success: { status: 200, schema: message },
  toInput: ({ name }, { environmentId }) => ({ environmentId, name }),
  toWire: () => ({ message: 'deleted' }),
})
