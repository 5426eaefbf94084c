import { printEntity } from '../../src/engine/language/print.ts'
import { quoted } from '../../src/engine/language/strings.ts'
import type { Random } from './language-random.ts'
import {
  attributeNames,
  badDatetimes,
  badDecimals,
  badDurations,
  badIps,
  datetimes,
  decimals,
  durations,
  entityIds,
  entityTypes,
  integers,
  ips,
  patterns,
  strings,
  valueTypes,
  type ValueType,
} from './language-words.ts'

/** How often an expression of a wrong type is given, and how often a text that is no value of an extension type. */
const wrongTypeShare = 0.03
const badTextShare = 0.08

/** Writes random expressions over the whole grammar, most of them of the type asked for. */
export class ExpressionTexts {
  readonly #random: Random
  readonly #attributeShare: number

  /** @param attributeShare how many of the leaves are attributes and not literals, from 0 to 1 */
  constructor(random: Random, attributeShare: number) {
    this.#random = random
    this.#attributeShare = attributeShare
  }

  /** The text of one expression, at most `depth` levels deep. */
  write(type: ValueType, depth: number): string {
    const random = this.#random
    const given = random.chance(wrongTypeShare) ? random.pick(valueTypes) : type
    const text = depth <= 0 ? this.#leaf(given) : this.#tree(given, depth - 1)
    if (random.chance(0.02)) return `(${text})`
    return random.chance(0.01) ? `( // (\n ${text} )` : text
  }

  /** The text of an entity literal. */
  entity(): string {
    const random = this.#random
    return printEntity({ type: random.pick(entityTypes), id: random.pick(entityIds) })
  }

  #leaf(type: ValueType): string {
    const random = this.#random
    if (random.chance(this.#attributeShare)) return this.#attribute(type, 0)
    switch (type) {
      case 'boolean':
        return random.pick(['true', 'false'])
      case 'integer':
        return (random.chance(0.3) ? '-' : '') + (random.chance(0.6) ? String(random.below(4)) : random.pick(integers))
      case 'string':
        return quoted(random.pick(strings))
      case 'entity':
        return random.pick(['principal', 'resource', 'action', this.entity(), this.entity()])
      case 'integers':
        return this.#list(() => String(random.below(4)))
      case 'strings':
        return this.#list(() => quoted(random.pick(strings)))
      case 'entities':
        return this.#list(() => this.entity())
      case 'record':
        return random.chance(this.#attributeShare) ? 'context' : this.#record(0)
      default:
        return this.#extension(type)
    }
  }

  #tree(type: ValueType, depth: number): string {
    const random = this.#random
    if (random.chance(0.12)) return this.#leaf(type)
    if (random.chance(0.08)) return this.#if(type, depth)
    if (random.chance(0.15)) return this.#attribute(type, depth)
    if (random.chance(0.06)) return `(${this.write('entity', depth)}).getTag(${this.write('string', depth)})`
    switch (type) {
      case 'boolean':
        return this.#boolean(depth)
      case 'integer':
        return this.#integer(depth)
      case 'integers':
        return this.#list(() => this.write('integer', depth))
      case 'strings':
        return this.#list(() => this.write('string', depth))
      case 'entities':
        return this.#list(() => this.write('entity', depth))
      case 'record':
        return this.#record(depth)
      case 'datetime':
        return this.#datetime(depth)
      case 'duration':
        return this.#duration(depth)
      default:
        return this.#leaf(type)
    }
  }

  #boolean(depth: number): string {
    const random = this.#random
    const write = (type: ValueType) => this.write(type, depth)
    const operand = (type: ValueType) => `(${write(type)})`
    const ordered = random.pick(['integer', 'integer', 'datetime', 'duration'] as const)
    const set = random.pick(['integers', 'strings', 'entities'] as const)
    const element = { integers: 'integer', strings: 'string', entities: 'entity' } as const
    return random.pick([
      () =>
        random
          .some(3, () => operand('boolean'))
          .concat(operand('boolean'))
          .join(random.pick([' && ', '||'])),
      () => '!'.repeat(1 + random.below(4)) + operand('boolean'),
      () => this.#comparison(random.pick(['==', '!=']), random.pick(valueTypes), depth),
      () => this.#comparison(random.pick(['<', '<=', '>', '>=']), ordered, depth),
      () => `${operand('entity')} in ${operand(random.pick(['entity', 'entities']))}`,
      () => `${operand('entity')} is ${random.pick(entityTypes)}`,
      () => `${operand('entity')} is ${random.pick(entityTypes)} in ${operand(random.pick(['entity', 'entities']))}`,
      () => `${operand(random.pick(['entity', 'record']))} has ${this.#path()}`,
      () => `${operand('string')} like "${random.pick(patterns)}"`,
      () => `${quoted(random.pick(strings))} like "${random.pick(patterns)}"`,
      () => this.#simpleComparison(),
      () => `${operand(set)}.contains(${write(element[set])})`,
      () => `${operand(set)}.${random.pick(['containsAll', 'containsAny'])}(${write(set)})`,
      () => `${operand(set)}.isEmpty()`,
      () => `${operand('entity')}.hasTag(${write('string')})`,
      () => this.#predicate(depth),
    ])()
  }

  /** What most policies are made of, and what the compiler treats apart: an attribute and a literal. */
  #simpleComparison(): string {
    const random = this.#random
    const [attribute, literal] = random.pick([
      ['n', String(random.below(3))],
      ['b', random.pick(['true', 'false'])],
      ['s', quoted(random.pick(strings))],
    ] as const)
    return `${random.pick(['principal', 'resource', 'context'])}.${attribute} ${random.pick(['==', '!='])} ${literal}`
  }

  /** Sometimes of equal sides, which chance alone would hardly bring. */
  #comparison(operator: string, type: ValueType, depth: number): string {
    const left = this.write(type, depth)
    const right = this.#random.chance(0.2) ? left : this.write(type, depth)
    return `(${left}) ${operator} (${right})`
  }

  #predicate(depth: number): string {
    const random = this.#random
    const more = random.chance(0.03) ? `${this.write('ip', 0)}, ` : ''
    if (random.chance(0.5)) {
      const method = random.pick(['lessThan', 'lessThanOrEqual', 'greaterThan', 'greaterThanOrEqual'])
      const left = this.write('decimal', depth)
      return `(${left}).${method}(${more}${random.chance(0.3) ? left : this.write('decimal', depth)})`
    }
    if (random.chance(0.4)) return `(${this.write('ip', depth)}).isInRange(${more}${this.write('ip', depth)})`
    const method = random.pick(['isIpv4', 'isIpv6', 'isLoopback', 'isMulticast'])
    return `(${this.write('ip', depth)}).${method}(${more})`
  }

  #integer(depth: number): string {
    const random = this.#random
    const write = () => `(${this.write('integer', depth)})`
    if (random.chance(0.2)) return '-'.repeat(1 + random.below(3)) + write()
    if (random.chance(0.2)) {
      const unit = random.pick(['Milliseconds', 'Seconds', 'Minutes', 'Hours', 'Days'])
      return `(${this.write('duration', depth)}).to${unit}()`
    }
    return random.some(2, () => `${write()}${random.pick([' + ', '-', ' * '])}`).join('') + write()
  }

  #datetime(depth: number): string {
    if (this.#random.chance(0.5)) return `(${this.write('datetime', depth)}).toDate()`
    return `(${this.write('datetime', depth)}).offset(${this.write('duration', depth)})`
  }

  #duration(depth: number): string {
    if (this.#random.chance(0.5)) return `(${this.write('datetime', depth)}).toTime()`
    return `(${this.write('datetime', depth)}).durationSince(${this.write('datetime', depth)})`
  }

  #if(type: ValueType, depth: number): string {
    const write = (wanted: ValueType) => this.write(wanted, depth)
    return `(if ${write('boolean')} then ${write(type)} else ${write(type)})`
  }

  #attribute(type: ValueType, depth: number): string {
    const random = this.#random
    const name = random.pick(attributeNames[type])
    const roots = ['principal', 'resource', 'context', 'context.r', 'resource.r']
    const root = depth > 0 ? `(${this.write(random.pick(['entity', 'record']), depth)})` : random.pick(roots)
    return /^[a-z_]+$/.test(name) && name !== 'if' && random.chance(0.8)
      ? `${root}.${name}`
      : `${root}[${quoted(name)}]`
  }

  #path(): string {
    const random = this.#random
    const name = random.pick(attributeNames[random.pick(valueTypes)])
    return random.chance(0.5)
      ? quoted(name)
      : ['r', 'q', 'e']
          .slice(random.below(4))
          .concat(random.pick(['n', 's']))
          .join('.')
  }

  #record(depth: number): string {
    const types = valueTypes.filter(() => this.#random.chance(0.3))
    const members = types.map((type) => {
      const name = this.#random.pick(attributeNames[type])
      return `${quoted(name)}: ${depth > 0 ? this.write(type, depth) : this.#leaf('integer')}`
    })
    return `{${members.join(', ')}}`
  }

  #list(write: () => string): string {
    const elements = this.#random.some(3, write)
    return `[${elements.join(', ')}${elements.length > 0 && this.#random.chance(0.1) ? ',' : ''}]`
  }

  #extension(type: 'decimal' | 'ip' | 'datetime' | 'duration'): string {
    const random = this.#random
    const [good, bad] = extensionTexts[type]
    if (random.chance(0.01)) return `${type}(${random.pick(['', '1', '"1.0", "1.0"', 'context'])})`
    return `${type}(${quoted(random.pick(random.chance(badTextShare) ? bad : good))})`
  }
}

const extensionTexts = {
  decimal: [decimals, badDecimals],
  ip: [ips, badIps],
  datetime: [datetimes, badDatetimes],
  duration: [durations, badDurations],
} as const
