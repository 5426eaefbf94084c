/** Milliseconds since 1970-01-01T00:00:00Z. Wire formats (Unix seconds, ISO 8601) exist in `api/` only. */
export type Instant = number

/** Tells whether something that ends at `expiresAt` has ended: it has at exactly that instant; null never ends. */
export const isExpired = (expiresAt: Instant | null, at: Instant): boolean => expiresAt !== null && at >= expiresAt

/** When something was made and last changed. */
export interface Dated {
  readonly createdAt: Instant
  readonly updatedAt: Instant
}
