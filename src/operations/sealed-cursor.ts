import { SealBroken } from '../store/secrets.ts'
import type { House } from './house.ts'
import { invalidCursor } from './paging.ts'

/** Writes a position in a list as a text that only this installation can read, and only for the list it is of. */
export const sealCursor = ({ sealer }: Pick<House, 'sealer'>, list: string, position: readonly string[]): string =>
  Buffer.from(sealer.seal(purposeOf(list), JSON.stringify(position))).toString('base64url')

/** Reads what {@link sealCursor} wrote for the same list. @throws Refusal `invalid_fields` for any other text */
export function openCursor({ sealer }: Pick<House, 'sealer'>, list: string, cursor: string): readonly string[] {
  try {
    const position: unknown = JSON.parse(sealer.open(purposeOf(list), Buffer.from(cursor, 'base64url').toString()))
    if (Array.isArray(position) && position.every((one) => typeof one === 'string')) return position
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error
  }
  throw invalidCursor(cursor)
}

const purposeOf = (list: string): string => `cursor of ${list}`
