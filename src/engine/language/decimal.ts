/** A Cedar decimal: ten-thousandths, exact, within 64 bits. */
export interface Decimal {
  readonly kind: 'decimal'
  readonly units: bigint
}

const written = /^(-?)([0-9]+)\.([0-9]{1,4})$/

/**
 * Reads a decimal such as `-12.34`: digits on both sides of the point, at most four after it.
 *
 * @see https://docs.cedarpolicy.com/policies/syntax-datatypes.html (read 2026-08-22)
 */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = ''] = written.exec(text) ?? []
  if (sign === undefined) return undefined
  const size = BigInt(whole + fraction.padEnd(4, '0'))
  const units = sign === '-' ? -size : size
  return BigInt.asIntN(64, units) === units ? { kind: 'decimal', units } : undefined
}
