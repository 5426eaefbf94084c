import type { ContextValue } from '../../domain/context.ts'
import type { ResourceName } from '../../domain/entity.ts'
import { SetValue, valueOf, type Attributes, type Value } from '../language/values.ts'
import { isDescribedByRequest, type Question } from './question.ts'

/**
 * The attributes of a question's resource, each made when it is read: what the snapshot knows (`ancestor_ids`, a
 * folder's `name`, a collection's `dynamic`, a report's `type`), else what whoever read the resource says of it. One
 * object serves one question after another.
 */
export class ResourceAttributes implements Attributes {
  readonly #question: Question
  #given = nothingGiven
  /** Whether the request says all there is to say, but for what the snapshot knows of every such resource. */
  #isGivenAlone = false
  /** Lists and records that were read: they take time to make. */
  readonly #madeNames: string[] = []
  readonly #madeValues: Value[] = []
  /** What was read last: many policies in a row often ask for the same. */
  #lastName: string | null = null
  #last: Value | undefined
  /** Whether something was read, here or of the context, that can't be a Cedar value, and so was said not to be there. */
  hasReadNoValue = false

  constructor(question: Question) {
    this.#question = question
  }

  /** Forgets the question before. */
  start(): void {
    this.#lastName = null
    if (this.#madeNames.length > 0) {
      this.#madeNames.length = 0
      this.#madeValues.length = 0
    }
    this.hasReadNoValue = false
    this.#given = givenAttributes(this.#question.request.resource)
    this.#isGivenAlone = this.#given !== nothingGiven
  }

  get(name: string): Value | undefined {
    if (name === this.#lastName) return this.#last
    // Before it is looked for: what can't be a value is not to be remembered.
    this.#lastName = name
    return (this.#last = this.#find(name))
  }

  has(name: string): boolean {
    // Most policies look first whether an attribute is there, and most often it isn't.
    if (this.#isGivenAlone && this.#given[name] === undefined && !known.has(name)) return false
    return this.get(name) !== undefined
  }

  get size(): number {
    return this.#whole().size
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.#whole()[Symbol.iterator]()
  }

  entries(): MapIterator<[string, Value]> {
    return this.#whole().entries()
  }

  keys(): MapIterator<string> {
    return this.#whole().keys()
  }

  values(): MapIterator<Value> {
    return this.#whole().values()
  }

  forEach(visit: (value: Value, name: string, attributes: Attributes) => void): void {
    for (const [name, value] of this) visit(value, name, this)
  }

  #find(name: string): Value | undefined {
    const position = this.#madeNames.indexOf(name)
    if (position >= 0) return this.#madeValues[position]
    const value = this.#describe(name)
    if (typeof value === 'object') {
      this.#madeNames.push(name)
      this.#madeValues.push(value)
    }
    return value
  }

  #whole(): Map<string, Value> {
    const names = ['ancestor_ids', 'name', 'dynamic', 'type', ...Object.keys(this.#given)]
    const whole = new Map<string, Value>()
    for (const name of names) {
      const value = this.get(name)
      if (value !== undefined) whole.set(name, value)
    }
    return whole
  }

  #describe(name: string): Value | undefined {
    const { resource } = this.#question.request
    if (name === 'ancestor_ids' && hasAncestors.has(resource.type)) return this.#ancestors()
    if (resource.type === 'Folder') return name === 'name' ? this.#folderName() : undefined
    if (resource.type === 'Collection') return name === 'dynamic' ? this.#isDynamic() : undefined
    if (resource.type === 'Report' && name === 'type' && 'id' in resource) return resource.id ?? undefined
    const given = this.#given[name]
    if (given === undefined || !Object.hasOwn(this.#given, name)) return undefined
    const value = valueOf(given)
    if (value === undefined) this.#noteNoValue()
    return value
  }

  /** It isn't remembered either, so that everyone who reads it finds out. */
  #noteNoValue(): void {
    this.hasReadNoValue = true
    this.#lastName = null
  }

  #ancestors(): SetValue {
    const { snapshot, chain, chainLength, collection } = this.#question
    if (collection !== 0) return new SetValue([snapshot.collections.id(collection)])
    return new SetValue(Array.from(chain.subarray(0, chainLength), (number) => snapshot.folders.id(number)))
  }

  #folderName(): string | undefined {
    const { request, snapshot } = this.#question
    if (!('id' in request.resource) || request.resource.id === null) return undefined
    return snapshot.folders.name(snapshot.folders.number(request.resource.id))
  }

  /** Unknown of any one collection: it may be either. */
  #isDynamic(): boolean | undefined {
    const { request, snapshot, collection } = this.#question
    if ('dynamic' in request.resource) return request.resource.dynamic
    return collection === 0 ? undefined : snapshot.collections.isDynamic(collection)
  }
}

/** The types whose `ancestor_ids` the snapshot knows (facts 4.2). */
const hasAncestors: ReadonlySet<string> = new Set(['Folder', 'Asset', 'Collection'])

/** The attributes that a request may give of its resource, and does. */
export function givenAttributes(resource: ResourceName): Readonly<Record<string, ContextValue>> {
  const isGiven = 'attributes' in resource && isDescribedByRequest(resource.type)
  return (isGiven ? resource.attributes : undefined) ?? nothingGiven
}

/** What may be known of a resource that its request describes. */
const known: ReadonlySet<string> = new Set(['ancestor_ids', 'type'])

const nothingGiven: Readonly<Record<string, ContextValue>> = Object.freeze({})
