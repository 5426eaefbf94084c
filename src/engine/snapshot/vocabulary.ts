/** The action names and resource types that a snapshot knows, written as in {@link Vocabulary}. */
export interface VocabularySource {
  /** At most 30: each becomes one bit of a mask. */
  readonly actions: readonly string[]
  readonly resourceTypes: readonly string[]
}

const homeNamespace = 'Cloudinary::'

/** Holding `read` on this feature is what opens the Media Library to content roles (facts 1.3). */
export const libraryFeature = 'cld::global::ml::access'

/** The type whose entities each get a slot of their own: features are told apart by id, not by attributes. */
const featureType = 'Feature'

/** Writes a full Cedar type name (`Cloudinary::Folder`) the way requests do (`Folder`). */
export const shortType = (fullType: string): string =>
  fullType.startsWith(homeNamespace) ? fullType.slice(homeNamespace.length) : fullType

/** The inverse of {@link shortType}. */
export const fullType = (type: string): string => (type.includes('::') ? type : homeNamespace + type)

/** Writes an action entity (`MediaFlows::Action`, `read`) the way requests do (`MediaFlows::read`). */
export function shortAction(entityType: string, id: string): string {
  const namespace = entityType.slice(0, -'Action'.length)
  return namespace === homeNamespace ? id : namespace + id
}

/** The Cedar entity of an action written as in requests; inverse of {@link shortAction}. */
export function actionEntity(action: string): { readonly type: string; readonly id: string } {
  const end = action.lastIndexOf('::')
  if (end < 0) return { type: 'Cloudinary::Action', id: action }
  return { type: `${action.slice(0, end)}::Action`, id: action.slice(end + 2) }
}

/**
 * Turns names into small integers: an action into one bit, a resource into a slot. A slot is a resource type, or one
 * feature; slot 0 stands for every type and feature without a slot of its own.
 */
export class Vocabulary {
  readonly #bitByAction = new Map<string, number>()
  readonly #slotByType = new Map<string, number>()
  readonly #slotByFeature = new Map<string, number>()
  #size = 1

  constructor(source: VocabularySource) {
    if (source.actions.length > 30) throw new RangeError(`at most 30 actions fit a mask, not ${source.actions.length}`)
    for (const [position, action] of source.actions.entries()) this.#bitByAction.set(action, 1 << position)
    for (const type of source.resourceTypes) this.#slotByType.set(type, this.#size++)
  }

  /** Slots are numbered from 0 to this, exclusive. */
  get slotCount(): number {
    return this.#size
  }

  /** Every action's bit. */
  get allActions(): number {
    return (1 << this.#bitByAction.size) - 1
  }

  /** @returns one bit, or 0 for an action that doesn't exist */
  actionBit(action: string): number {
    return this.#bitByAction.get(action) ?? 0
  }

  /** The actions of a mask, in the source's order. */
  actionsOf(mask: number): readonly string[] {
    return [...this.#bitByAction].filter(([, bit]) => (mask & bit) !== 0).map(([action]) => action)
  }

  /** @returns the slot of a resource; 0 when neither its type nor, for a feature, its id is known */
  slot(type: string, id: string | null): number {
    if (type === featureType && id !== null) {
      const own = this.#slotByFeature.get(id)
      if (own !== undefined) return own
    }
    return this.#slotByType.get(type) ?? 0
  }

  /** The slot of one feature, made when it is new. */
  addFeature(id: string): number {
    const known = this.#slotByFeature.get(id)
    if (known !== undefined) return known
    this.#slotByFeature.set(id, this.#size)
    return this.#size++
  }

  /** Tells whether a feature has a slot, that is, whether any permission names it. */
  hasFeature(id: string): boolean {
    return this.#slotByFeature.has(id)
  }

  /** All slots of a type: one, except for features; slot 0 for a type without its own. */
  slotsOf(type: string): readonly number[] {
    const features = type === featureType ? [...this.#slotByFeature.values()] : []
    return [this.slot(type, null), ...features]
  }

  /** Every slot with the name of what it stands for; slot 0 is left out. */
  *namedSlots(): Iterable<{ readonly slot: number; readonly type: string; readonly id: string | null }> {
    for (const [type, slot] of this.#slotByType) yield { slot, type, id: null }
    for (const [id, slot] of this.#slotByFeature) yield { slot, type: featureType, id }
  }
}
