import type { ContextValue } from '../../domain/context.ts'
import { SetValue, valueOf, type Value } from '../language/values.ts'
import type { Question } from './question.ts'

/**
 * The attributes of a question's resource, each made when it is read first: what the snapshot knows (`ancestor_ids`,
 * a folder's `name`, a collection's `dynamic`, a report's `type`), else what whoever read the resource says of it.
 */
export class ResourceAttributes extends Map<string, Value> {
  readonly #question: Question
  #isComplete = false

  constructor(question: Question) {
    super()
    this.#question = question
  }

  override get(name: string): Value | undefined {
    const known = super.get(name)
    if (known !== undefined || this.#isComplete) return known
    const value = this.#describe(name)
    if (value !== undefined) super.set(name, value)
    return value
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined
  }

  override get size(): number {
    this.#complete()
    return super.size
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    this.#complete()
    return super[Symbol.iterator]()
  }

  override entries(): MapIterator<[string, Value]> {
    return this[Symbol.iterator]()
  }

  #complete(): void {
    if (this.#isComplete) return
    for (const name of ['ancestor_ids', 'name', 'dynamic', 'type', ...Object.keys(this.#given())]) this.get(name)
    this.#isComplete = true
  }

  #given(): Readonly<Record<string, ContextValue>> {
    const { resource } = this.#question.request
    return 'attributes' in resource ? (resource.attributes ?? {}) : {}
  }

  #describe(name: string): Value | undefined {
    const { resource } = this.#question.request
    if (name === 'ancestor_ids' && hasAncestors.has(resource.type)) return this.#ancestors()
    if (resource.type === 'Folder') return name === 'name' ? this.#folderName() : undefined
    if (resource.type === 'Collection') return name === 'dynamic' ? this.#isDynamic() : undefined
    if (resource.type === 'Report' && name === 'type' && 'id' in resource) return resource.id ?? undefined
    const given = this.#given()
    const value = Object.hasOwn(given, name) ? given[name] : undefined
    return value === undefined ? undefined : valueOf(value)
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

  #isDynamic(): boolean {
    const { request, snapshot, collection } = this.#question
    if ('dynamic' in request.resource) return request.resource.dynamic
    return snapshot.collections.isDynamic(collection)
  }
}

/** The types whose `ancestor_ids` the snapshot knows (facts 4.2). */
const hasAncestors: ReadonlySet<string> = new Set(['Folder', 'Asset', 'Collection'])
