import { refusal } from '../../domain/errors.ts'
import { isFineDescription } from '../roles/role-rules.ts'

/** What a key is for; null takes it away, absent leaves it as it is. */
export interface NamedPurpose {
  readonly purpose?: string | null | undefined
}

/** Reads what a key is for; nothing but blanks is nothing. @throws Refusal `invalid_fields` */
export function readPurpose({ purpose: sent }: NamedPurpose, standing: string | null): string | null {
  if (sent === undefined) return standing
  const purpose = sent?.normalize('NFC').trim() ?? ''
  if (!isFineDescription(purpose))
    throw refusal('invalid_fields', undefined, { fields: [{ name: 'purpose', value: sent }] })
  return purpose === '' ? null : purpose
}
