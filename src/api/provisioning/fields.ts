import { z } from 'zod'
import { flag, text, texts } from '../fields.ts'
import type { Instant } from '../../domain/instant.ts'

/** Where this family's endpoints are. */
export const base = '/v1_1/provisioning/accounts/{account_id}' as const

/** The field that every endpoint of this family has. */
export const account = { account_id: text }

/** Makes a field that may be absent, null or an empty text, which is absent too (the classic client sends such). */
export const orAbsent = <Field extends z.ZodType>(field: Field): z.ZodPreprocess<z.ZodOptional<z.ZodNullable<Field>>> =>
  z.preprocess((sent) => (sent === '' ? undefined : sent), field.nullish())

/** A text that may be absent. */
export const textOrAbsent = orAbsent(text)
/** A flag that may be absent. */
export const flagOrAbsent = orAbsent(flag)
/** A list of texts that may be absent. */
export const textsOrAbsent = orAbsent(texts)
/** A text that must be there; an empty one isn't. */
export const filledText = z.preprocess((sent) => (sent === '' ? undefined : sent), text)
/** A whole number from 1 on, in JSON or as text, that may be absent. */
export const countOrAbsent = orAbsent(
  z.preprocess((sent) => (typeof sent === 'string' && /^\d{1,9}$/.test(sent) ? Number(sent) : sent), z.int().min(1)),
)

/** An instant as this family writes it. */
export const isoInstant = z.iso.datetime().describe('ISO 8601, in UTC, to the second.')

/** Spells an instant: whole seconds, UTC. */
export const toIso = (at: Instant): string => `${new Date(at).toISOString().slice(0, 19)}Z`

/** The answer to everything that is deleted. */
export const deleted = z.object({ message: z.literal('ok') })

/** {@link deleted}, filled. */
export const saysDeleted = (): { message: 'ok' } => ({ message: 'ok' })

/** Stands for a secret wherever it isn't the answer that made it: a list must never tell one. */
export const hiddenSecret = '**********'
