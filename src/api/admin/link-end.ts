import { integerOrAbsent } from './fields.ts'

/** An instant in whole seconds since 1970, at which a link ends. */
export const expiresAt = integerOrAbsent(0, 99_999_999_999).describe('Seconds since 1970 at which the link ends.')

/** Reads the end of a link; null when it has none. */
export const toInstant = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined ? null : seconds * 1000
