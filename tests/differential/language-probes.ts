import { compileValue } from '../../src/engine/language/compile-expression.ts'
import { Fault, type EvaluationRequest } from '../../src/engine/language/compile.ts'
import { parsePolicies } from '../../src/engine/language/parse.ts'
import { printEntity } from '../../src/engine/language/print.ts'
import { quoted } from '../../src/engine/language/strings.ts'
import { isEntityUid, isRecord, SetValue, type Value } from '../../src/engine/language/values.ts'
import type { Random } from './language-random.ts'
import { ExpressionTexts } from './language-texts.ts'
import { valueTypes } from './language-words.ts'

const probesPerSet = 10
const probedTypes = [...valueTypes, 'boolean', 'boolean', 'boolean', 'boolean', 'boolean'] as const

/** Writes small expressions of any type, most of them made of literals. */
export function writeProbes(random: Random): readonly string[] {
  const texts = new ExpressionTexts(random, random.pick([0.05, 0.2, 0.5]))
  return Array.from({ length: probesPerSet }, () => texts.write(random.pick(probedTypes), random.below(3)))
}

/**
 * Makes a set of permits that each say what we think one expression's value is.
 *
 * A random comparison is almost always false whatever the engines do; these are all true, or err, if we are right. The
 * reasons then tell Cedar's opinion of each expression.
 */
export function settleProbes(probes: readonly string[], request: EvaluationRequest): string {
  return probes.map((probe) => `permit(principal, action, resource) when { ${settle(probe, request)} };`).join('\n')
}

function settle(probe: string, request: EvaluationRequest): string {
  const outcome = parsePolicies(`permit(principal, action, resource) when { ${probe} };`)
  const expression = 'policies' in outcome ? outcome.policies[0]?.conditions[0]?.expression : undefined
  const value = expression === undefined ? undefined : compileValue(expression)(request)
  return value === undefined || value instanceof Fault ? `(${probe}) == 1` : `(${probe}) == ${literalOf(value)}`
}

/** Writes an expression that has the value. */
function literalOf(value: Value): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return String(value)
  if (isEntityUid(value)) return printEntity(value)
  if (value instanceof SetValue) return `[${[...value].map(literalOf).join(', ')}]`
  if (isRecord(value))
    return `{${[...value].map(([name, member]) => `${quoted(name)}: ${literalOf(member)}`).join(', ')}}`
  switch (value.kind) {
    case 'decimal':
      return `decimal("${decimalText(value.units)}")`
    case 'ip':
      return `ip("${addressText(value.version, value.address)}/${value.prefix}")`
    case 'datetime':
      return `datetime("1970-01-01").offset(duration("${value.milliseconds}ms"))`
    case 'duration':
      return `duration("${value.milliseconds}ms")`
  }
}

function decimalText(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(5, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

function addressText(version: 4 | 6, address: bigint): string {
  const { count, bits, radix, separator } = version === 4 ? version4 : version6
  const parts = Array.from({ length: count }, (_, at) => {
    const shifted = address >> (BigInt(count - 1 - at) * bits)
    return BigInt.asUintN(Number(bits), shifted).toString(radix)
  })
  return parts.join(separator)
}

const version4 = { count: 4, bits: 8n, radix: 10, separator: '.' }
const version6 = { count: 8, bits: 16n, radix: 16, separator: ':' }
