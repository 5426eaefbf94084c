/** The signs that are packed, six bits each; 0 stands for every other one, and for none. */
const symbols = new Uint8Array(128)
const packable = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-'
for (let at = 0; at < packable.length; at++) symbols[packable.charCodeAt(at)] = at + 1

const signsInWord = 5
const wordsInSlot = 7
const longest = signsInWord * wordsInSlot
/** The words of an id, then its number: half a line of a processor's cache. */
const slotLength = 8
const numberAt = 7
const free = 0
const deleted = -1

/** The id packed last. */
const packed = new Int32Array(wordsInSlot)

/** Up to so many ids lie in a `Map`, which caches hold: there it is the faster one (half of the time for texts whose hash
 * is known, the same for new ones; at 100,000 ids it takes twice the time of the table). */
const mapLimit = 30_000

/**
 * Numbers by id. When there are so many that no cache holds them, the usual ones, of up to 35 letters, digits and hyphens,
 * lie packed in the table itself: a look-up touches memory in one place, where a `Map` follows four or five pointers.
 */
export class IdTable {
  #slots = new Int32Array(slotLength * 16)
  #bits = 4
  /** Slots that aren't free. */
  #taken = 0
  #packedCount = 0
  readonly #mapLimit: number
  /** True from when there were more ids than the limit. */
  #isPacking = false
  /** All other ids. */
  readonly #others = new Map<string, number>()

  /** @param limit up to how many ids lie in a `Map` */
  constructor(limit = mapLimit) {
    this.#mapLimit = limit
  }

  /** How many ids there are. */
  get size(): number {
    return this.#packedCount + this.#others.size
  }

  /** @returns 0 for an unknown id */
  get(id: string): number {
    if (!this.#isPacking) return this.#others.get(id) ?? 0
    const hash = pack(id)
    if (hash === null) return this.#others.get(id) ?? 0
    const at = this.#find(hash)
    return at < 0 ? 0 : (this.#slots[at + numberAt] ?? 0)
  }

  /** Gives an id a number above 0. */
  set(id: string, number: number): void {
    // Growing packs other ids, so it comes first.
    this.reserve(1)
    if (!this.#isPacking) {
      this.#others.set(id, number)
      return
    }
    const hash = pack(id)
    if (hash === null) {
      this.#others.set(id, number)
      return
    }
    const known = this.#find(hash)
    if (known >= 0) this.#slots[known + numberAt] = number
    else this.#add(hash, number)
  }

  delete(id: string): void {
    const hash = this.#isPacking ? pack(id) : null
    if (hash === null) {
      this.#others.delete(id)
      return
    }
    const at = this.#find(hash)
    if (at < 0) return
    this.#slots.fill(0, at, at + wordsInSlot)
    this.#slots[at + numberAt] = deleted
    this.#packedCount--
  }

  /** Makes room for so many more ids; deleted ones make room for others then. */
  reserve(count: number): void {
    if (!this.#isPacking) {
      if (this.size + count <= this.#mapLimit) return
      this.#beginPacking()
    }
    if (2 * (this.#taken + count) <= 1 << this.#bits) return
    while (2 * (this.#packedCount + count) > 1 << this.#bits) this.#bits++
    // A table that is full again soon would be made anew too often.
    if (4 * this.#packedCount > 1 << this.#bits) this.#bits++
    this.#remake()
  }

  #beginPacking(): void {
    this.#isPacking = true
    const all = [...this.#others]
    this.#others.clear()
    this.reserve(all.length)
    for (const [id, number] of all) this.set(id, number)
  }

  /** Where the packed id stands; -1 when it isn't there. */
  #find(hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    for (let at = this.#start(hash); ; at = (at + slotLength) & mask) {
      if (slots[at + numberAt] === free) return -1
      if (isPackedAt(slots, at)) return at
    }
  }

  #add(hash: number, number: number): void {
    const slots = this.#slots
    const mask = slots.length - 1
    let at = this.#start(hash)
    while (slots[at + numberAt] !== free) at = (at + slotLength) & mask
    slots.set(packed, at)
    slots[at + numberAt] = number
    this.#taken++
    this.#packedCount++
  }

  #start(hash: number): number {
    return (hash >>> (32 - this.#bits)) * slotLength
  }

  #remake(): void {
    const old = this.#slots
    this.#slots = new Int32Array(slotLength << this.#bits)
    this.#taken = 0
    this.#packedCount = 0
    for (let at = 0; at < old.length; at += slotLength) {
      const number = old[at + numberAt] ?? 0
      if (number === free || number === deleted) continue
      for (let word = 0; word < wordsInSlot; word++) packed[word] = old[at + word] ?? 0
      this.#add(hashOfPacked(), number)
    }
  }
}

/** Packs an id into {@link packed}. @returns its hash; null when it can't be packed */
function pack(id: string): number | null {
  const { length } = id
  if (length === 0 || length > longest) return null
  let at = 0
  let hash = 0
  for (let word = 0; word < wordsInSlot; word++) {
    const end = Math.min(at + signsInWord, length)
    let bits = 0
    for (; at < end; at++) {
      const symbol = symbols[id.charCodeAt(at)] ?? 0
      if (symbol === 0) return null
      bits = (bits << 6) | symbol
    }
    packed[word] = bits
    hash = mix(hash, bits)
  }
  return hash
}

function hashOfPacked(): number {
  let hash = 0
  for (let word = 0; word < wordsInSlot; word++) hash = mix(hash, packed[word] ?? 0)
  return hash
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** A slot whose id was deleted holds zeros alone, which no id packs to. */
function isPackedAt(slots: Int32Array, at: number): boolean {
  for (let word = 0; word < wordsInSlot; word++) if (slots[at + word] !== packed[word]) return false
  return true
}
