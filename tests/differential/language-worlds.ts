import type { ContextValue } from '../../src/domain/context.ts'
import type { EntityUid } from '../../src/engine/language/ast.ts'
import { quoted } from '../../src/engine/language/strings.ts'
import type { Random } from './language-random.ts'
import { actionNames } from './language-policies.ts'
import {
  attributeNames,
  datetimes,
  decimals,
  durations,
  entityIds,
  entityTypes,
  ips,
  strings,
  valueTypes,
  type ValueType,
} from './language-words.ts'

type JsonRecord = Readonly<Record<string, ContextValue>>

/** An entity as Cedar's JSON has it. */
export interface JsonEntity {
  readonly uid: EntityUid
  readonly attrs: JsonRecord
  readonly parents: readonly EntityUid[]
  readonly tags: JsonRecord
}

/** A request as Cedar's JSON has it. */
export interface JsonRequest {
  readonly principal: EntityUid
  readonly action: EntityUid
  readonly resource: EntityUid
  readonly context: JsonRecord
}

/** Makes up what a text of policies is asked about; what the text doesn't name is mostly left out, to be quick. */
export class Worlds {
  readonly #random: Random
  readonly #named: (word: string) => boolean

  constructor(text: string, random: Random) {
    this.#random = random
    const words = new Set(text.match(/\w+|"(?:[^"\\]|\\.)*"/gu))
    this.#named = (word) => words.has(word) || words.has(quoted(word))
  }

  /** A few entities, or now and then a deep hierarchy; parents may be missing, rings never occur. */
  entities(): readonly JsonEntity[] {
    const random = this.#random
    const all = entityTypes.flatMap((type) => entityIds.map((id): EntityUid => ({ type, id })))
    const actions = actionNames.map((id): EntityUid => ({ type: 'Action', id }))
    const share = random.pick([0, 0, 0.03, 0.03, 0.06, 0.15])
    if (random.chance(0.08)) return this.#chain(all)
    const known = [...all, ...actions].filter(() => random.chance(share))
    return known.map((uid, position) => {
      // Parents come later in the list, or are not in it at all, so that no ring can arise.
      const earlier = known.slice(0, position + 1)
      const above = (uid.type === 'Action' ? actions : all).filter((other) => !earlier.includes(other))
      const near = above.slice(0, 4)
      const parents = near.length === 0 ? [] : [...new Set(random.some(2, () => random.pick(near)))]
      const tags = (this.#named('hasTag') || this.#named('getTag')) && random.chance(0.5) ? this.#tags() : {}
      return { uid, attrs: this.#record(1), parents, tags }
    })
  }

  /** One line of entities, each in the next. */
  #chain(all: readonly EntityUid[]): readonly JsonEntity[] {
    const line = all.filter(() => this.#random.chance(0.6))
    return line.map((uid, at) => ({ uid, attrs: {}, parents: line.slice(at + 1, at + 2), tags: {} }))
  }

  /** A request, usually about entities that exist. */
  request(entities: readonly JsonEntity[]): JsonRequest {
    const random = this.#random
    const any = (): EntityUid => ({ type: random.pick(entityTypes), id: random.pick(entityIds) })
    const usual = () => (entities.length > 0 && random.chance(0.85) ? random.pick(entities).uid : any())
    const action = { type: `${random.chance(0.9) ? '' : 'Cloudinary::'}Action`, id: random.pick(actionNames) }
    return { principal: usual(), action, resource: usual(), context: this.#record(1) }
  }

  #record(depth: number): JsonRecord {
    const random = this.#random
    const named = valueTypes.flatMap((type) => attributeNames[type].map((name) => ({ type, name })))
    const chosen = named.filter(({ name }) => random.chance(this.#named(name) ? 0.7 : 0.01))
    return Object.fromEntries(
      chosen.map(({ type, name }) => {
        const given = random.chance(0.03) ? random.pick(valueTypes) : type
        return [name, this.#value(given, depth)]
      }),
    )
  }

  #tags(): JsonRecord {
    const random = this.#random
    const tags = strings.filter(() => random.chance(0.3))
    return Object.fromEntries(tags.map((name) => [name, this.#value(random.pick(valueTypes), 1)]))
  }

  #value(type: ValueType, depth: number): ContextValue {
    const random = this.#random
    switch (type) {
      case 'boolean':
        return random.chance(0.5)
      case 'integer':
        return random.pick([0, 1, 2, 3, -1, 4294967296, 2 ** 53 - 1, -(2 ** 53 - 1)])
      case 'string':
        return random.pick(strings)
      case 'entity':
        return { __entity: { type: random.pick(entityTypes), id: random.pick(entityIds) } }
      case 'integers':
        return random.some(3, () => this.#value('integer', depth))
      case 'strings':
        return random.some(3, () => this.#value('string', depth))
      case 'entities':
        return random.some(3, () => this.#value('entity', depth))
      case 'record':
        return depth > 0 ? this.#record(depth - 1) : {}
      default:
        return { __extn: { fn: type, arg: random.pick(extensionTexts[type]) } }
    }
  }
}

const extensionTexts = { decimal: decimals, ip: ips, datetime: datetimes, duration: durations }
