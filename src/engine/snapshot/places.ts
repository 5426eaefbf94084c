import type { CollectionRecord } from '../../domain/records.ts'
import type { ColumnReader, ColumnWriter } from './columns.ts'
import { Numbered } from './numbered.ts'

/** The environments of an account: known by number, enabled or not. */
export class Environments {
  readonly #ids = new Numbered()
  readonly #enabled: (boolean | undefined)[] = []

  number(id: string): number {
    return this.#ids.number(id)
  }

  obtain(id: string): number {
    return this.#ids.obtain(id)
  }

  id(number: number): string {
    return this.#ids.id(number)
  }

  /** The numbers of those that exist. */
  numbers(): readonly number[] {
    return [...this.#ids.entries()].map(([, number]) => number).filter((number) => this.isKnown(number))
  }

  /** False for one that was only mentioned so far. */
  isKnown(number: number): boolean {
    return this.#enabled[number] !== undefined
  }

  /** An environment that was only mentioned so far counts as disabled. */
  isEnabled(number: number): boolean {
    return this.#enabled[number] ?? false
  }

  put(id: string, isEnabled: boolean): void {
    this.#enabled[this.#ids.obtain(id)] = isEnabled
  }

  delete(id: string): void {
    this.#enabled[this.#ids.number(id)] = undefined
    this.#ids.delete(id)
  }

  /** Writes all environments; see {@link Environments.restore}. */
  save(writer: ColumnWriter): void {
    writer.texts(this.#ids.texts())
    writer.json(Array.from(this.#enabled, (isEnabled) => isEnabled ?? null))
  }

  /** Reads what {@link Environments.save} wrote, with the same numbers. */
  restore(reader: ColumnReader): void {
    this.#ids.restore(reader.texts())
    for (const [number, isEnabled] of (reader.json() as readonly (boolean | null)[]).entries()) {
      this.#enabled[number] = isEnabled ?? undefined
    }
  }
}

/** The collections of an account: the environment each lies in, and whether it is a saved search. */
export class Collections {
  readonly #ids = new Numbered()
  readonly #environments: number[] = []
  readonly #dynamic: boolean[] = []

  number(id: string): number {
    return this.#ids.number(id)
  }

  obtain(id: string): number {
    return this.#ids.obtain(id)
  }

  id(number: number): string {
    return this.#ids.id(number)
  }

  /** @returns 0 for a collection that was only mentioned so far, which therefore lies nowhere */
  environment(number: number): number {
    return this.#environments[number] ?? 0
  }

  isDynamic(number: number): boolean {
    return this.#dynamic[number] ?? false
  }

  put(id: string, environment: number, record: CollectionRecord): void {
    const number = this.#ids.obtain(id)
    this.#environments[number] = environment
    this.#dynamic[number] = record.isDynamic
  }

  delete(id: string): void {
    this.#environments[this.#ids.number(id)] = 0
    this.#ids.delete(id)
  }

  /** Writes all collections; see {@link Collections.restore}. */
  save(writer: ColumnWriter): void {
    writer.texts(this.#ids.texts())
    writer.integers(Int32Array.from(this.#environments))
    writer.integers(Int32Array.from(this.#dynamic, Number))
  }

  /** Reads what {@link Collections.save} wrote, with the same numbers. */
  restore(reader: ColumnReader): void {
    this.#ids.restore(reader.texts())
    for (const [number, environment] of reader.integers().entries()) this.#environments[number] = environment
    for (const [number, isDynamic] of reader.integers().entries()) this.#dynamic[number] = isDynamic === 1
  }
}
