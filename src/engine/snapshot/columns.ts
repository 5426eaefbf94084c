/** Begins every block of columns; read as an integer, so that a machine of the other byte order refuses it. */
const magic = 0x524c4353
/** Raised whenever what {@link ColumnWriter} or its callers write changes. */
const formatVersion = 1
/** Magic, version, length in bytes, two words of checksum, all as 32-bit integers. */
const headerWords = 5
/** How many texts one JSON array holds, so that none outgrows the longest string there is. */
const textsInBlock = 65_536

/** Writes columns one after another: integers as they are in memory, everything else as JSON. */
export class ColumnWriter {
  readonly #parts: Uint8Array[] = []
  readonly #encoder = new TextEncoder()

  integers(values: Int32Array): void {
    this.#add(new Uint8Array(values.slice().buffer))
  }

  texts(values: readonly string[]): void {
    this.#add(new Uint8Array(Int32Array.of(values.length).buffer))
    for (let from = 0; from < values.length; from += textsInBlock) {
      this.json(values.slice(from, from + textsInBlock))
    }
  }

  json(value: unknown): void {
    this.#add(this.#encoder.encode(JSON.stringify(value)))
  }

  /** All columns behind a header that says what they are and how to tell that they are whole. */
  finish(): Uint8Array {
    const length = this.#parts.reduce((sum, part) => sum + padded(part.length) + 4, headerWords * 4)
    const bytes = new Uint8Array(length)
    const words = new Int32Array(bytes.buffer)
    let at = headerWords * 4
    for (const part of this.#parts) {
      words[at >> 2] = part.length
      bytes.set(part, at + 4)
      at += 4 + padded(part.length)
    }
    words.set([magic, formatVersion, length, ...checksum(words.subarray(headerWords))])
    return bytes
  }

  #add(part: Uint8Array): void {
    this.#parts.push(part)
  }
}

/** Reads columns in the order they were written. */
export class ColumnReader {
  readonly #bytes: Uint8Array
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #at = headerWords * 4

  /** @throws RangeError when the bytes aren't whole columns of this version: cut off, changed, or something else */
  constructor(bytes: Uint8Array) {
    // Integers are read in place, which wants them on whole words.
    this.#bytes = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    if (bytes.length < headerWords * 4 || bytes.length % 4 !== 0) throw new RangeError('not a snapshot: too short')
    const [foundMagic, version, length, ...sums] = this.#words(0, headerWords)
    if (foundMagic !== magic) throw new RangeError('not a snapshot')
    if (version !== formatVersion) throw new RangeError(`a snapshot of version ${version}, not ${formatVersion}`)
    if (length !== bytes.length) throw new RangeError('a damaged snapshot: not of its own length')
    const expected = checksum(this.#words(this.#at, (bytes.length - this.#at) >> 2))
    if (sums.some((sum, position) => sum !== expected[position])) {
      throw new RangeError('a damaged snapshot: its checksum is another')
    }
  }

  /** A view of the bytes given, not a copy. */
  integers(): Int32Array {
    const part = this.#next()
    return new Int32Array(part.buffer, part.byteOffset, part.length >> 2)
  }

  texts(): string[] {
    const [count = 0] = this.integers()
    const texts: string[] = []
    while (texts.length < count) for (const text of this.json() as string[]) texts.push(text)
    return texts
  }

  /** Whatever {@link ColumnWriter.json} was given; the checksum vouches for its type. */
  json(): unknown {
    return JSON.parse(this.#decoder.decode(this.#next()))
  }

  #next(): Uint8Array {
    const [length = 0] = this.#words(this.#at, 1)
    const start = this.#at + 4
    this.#at = start + padded(length)
    return this.#bytes.subarray(start, start + length)
  }

  #words(at: number, count: number): Int32Array {
    return new Int32Array(this.#bytes.buffer, this.#bytes.byteOffset + at, count)
  }
}

const padded = (length: number): number => (length + 3) & ~3

/** Two sums over all words, in which every word and its place count; any one changed word changes both. */
function checksum(words: Int32Array): readonly [number, number] {
  let one = 0x811c9dc5 | 0
  let other = words.length | 0
  for (const word of words) {
    one = Math.imul(one ^ word, 0x01000193)
    other = Math.imul((other << 13) | (other >>> 19), 5) + (word ^ 0x5bd1e995)
    other |= 0
  }
  return [one, other]
}
