// A random library: few words, so that conditions hold for some assets and not for others.
import type { AssetCondition, AssetField, AssetOrder } from '../../src/domain/asset-condition.ts'
import { assetFields } from '../../src/domain/asset-condition.ts'
import * as Ids from '../../src/domain/ids.ts'
import type { AssetRecord, MetadataValue } from '../../src/domain/library-records.ts'
import { deliveryTypes, moderationStatuses, resourceKinds } from '../../src/domain/library-records.ts'
import type { CollectionAssetRecord } from '../../src/domain/collaboration-records.ts'
import type { CollectionRecord, EnvironmentRecord, FolderRecord } from '../../src/domain/records.ts'
import type { AssetFilter } from '../../src/store/library.ts'
import type { Random } from '../differential/language-random.ts'
import type { Given } from './given.ts'
import { givenFile } from './given.ts'

const words = [
  'red',
  'Blue',
  'über',
  'ÉTÉ',
  'car',
  'cars',
  'sea-side',
  'x_y',
  '日本',
  '2026',
  'a\u0000b',
  '\u{1F600}',
  'ß%',
]
const prices = [-3, 0, 0.5, 1, 7, 12.25, 1e6]

/** Makes assets and questions about them. */
export class RandomLibrary {
  readonly #random: Random
  readonly #given: Given
  readonly #environment: EnvironmentRecord
  readonly folders: readonly FolderRecord[]
  readonly collections: readonly CollectionRecord[]
  #made = 0
  #assetIds: readonly Ids.AssetId[] = []

  constructor(random: Random, given: Given, environment: EnvironmentRecord, folders: number) {
    this.#random = random
    this.#given = given
    this.#environment = environment
    this.folders = Array.from({ length: folders }, () => given.folder(environment))
    this.collections = Array.from({ length: 4 }, () => given.collection(environment))
  }

  /** Puts assets into the collections: into the first one most of them, into the others few. */
  fill(assets: readonly AssetRecord[]): readonly CollectionAssetRecord[] {
    this.#assetIds = assets.map(({ id }) => id)
    return this.collections.flatMap(({ accountId, id: collectionId }, position) =>
      assets
        .filter(() => this.#random.chance(position === 0 ? 0.7 : 0.05))
        .map(({ id: assetId }) => ({ accountId, collectionId, assetId, addedBy: 'user:vera', createdAt: 1 })),
    )
  }

  asset(): AssetRecord {
    const random = this.#random
    const maybe = <T>(make: () => T): T | null => (random.chance(0.2) ? null : make())
    const number = this.#made++
    return this.#given.asset(this.#environment, {
      resourceKind: random.pick(resourceKinds),
      delivery: random.pick(deliveryTypes),
      publicId: `${random.pick(['a/', 'a/b/', 'Zürich/', ''])}${this.#words(3)}-${number}`,
      folderId: random.chance(0.1) ? null : random.pick(this.folders).id,
      displayName: `${this.#words(3)}${random.chance(0.9) ? ' Common' : ''}`,
      file: givenFile({
        bytes: random.below(20),
        format: maybe(() => random.pick(['png', 'jpg', 'mp4'])),
        width: maybe(() => random.below(5) * 100),
        height: maybe(() => random.below(5) * 100),
        pages: maybe(() => random.below(3)),
        etag: random.pick(['aa', 'ab', 'cd']),
      }),
      version: random.below(9),
      originalFilename: maybe(() => `${this.#words(2)}.PNG`),
      tags: [...new Set([...random.some(3, () => random.pick(words)), ...(random.chance(0.8) ? ['common'] : [])])],
      context: Object.fromEntries(random.some(2, () => [random.pick(['alt', 'n']), this.#value()])),
      metadata: this.#metadata(),
      accessMode: random.pick(['public', 'authenticated']),
      moderation: random.chance(0.3)
        ? { kind: 'manual', status: random.pick(moderationStatuses), at: 5, by: null, note: null }
        : null,
      createdBy: random.pick(['user:Vera', 'user:vera']),
      createdAt: random.below(300),
      uploadedAt: random.below(50),
      updatedAt: random.below(50),
    })
  }

  #metadata(): Readonly<Record<string, MetadataValue>> {
    const random = this.#random
    return {
      ...(random.chance(0.5) ? { price: random.pick(prices) } : {}),
      ...(random.chance(0.5) ? { set: random.some(3, () => this.#words(1)) } : {}),
      ...(random.chance(0.5) ? { date: `202${random.below(9)}-01-01` } : {}),
    }
  }

  #words(most: number): string {
    return [this.#random.pick(words), ...this.#random.some(most - 1, () => this.#random.pick(words))].join(' ')
  }

  #value(): string {
    return this.#random.chance(0.3) ? String(this.#random.pick(prices)) : this.#words(2)
  }

  #field(): AssetField {
    return this.#random.pick([
      ...assetFields,
      'context.alt',
      'context.n',
      'metadata.price',
      'metadata.set',
      'metadata.date',
      'metadata.no',
    ])
  }

  order(): readonly AssetOrder[] {
    const step = (): AssetOrder => ({ field: this.#field(), isDescending: this.#random.chance(0.5) })
    return this.#random.chance(0.4)
      ? [{ field: 'created_at', isDescending: this.#random.chance(0.5) }]
      : this.#random.some(3, step)
  }

  filter(assets: readonly AssetRecord[]): AssetFilter {
    const random = this.#random
    const some = (chance: number, filter: () => Partial<AssetFilter>) => (random.chance(chance) ? filter() : {})
    const anyAsset = (): AssetRecord => random.pick(assets)
    return {
      environmentId: this.#environment.id,
      ...some(0.3, () => ({ folders: this.#someFolders() })),
      ...some(0.05, () => ({ ids: random.some(9, () => anyAsset().id) })),
      ...some(0.2, () => ({ resourceKind: random.pick(resourceKinds) })),
      ...some(0.1, () => ({ delivery: random.pick(deliveryTypes) })),
      ...some(0.05, () => ({ publicIds: random.some(9, () => anyAsset().publicId) })),
      ...some(0.1, () => ({ publicIdPrefix: random.pick(['a/', 'a/b', 'Z', 'z', ...words]) })),
      ...some(0.6, () => ({ where: this.condition(3) })),
    }
  }

  #someFolders(): readonly (Ids.FolderId | null)[] {
    const random = this.#random
    const most = random.pick([3, this.folders.length])
    const share = random.fraction()
    const folders = this.folders.slice(0, most).filter(() => random.chance(share))
    return [...folders.map(({ id }) => id), ...(random.chance(0.3) ? [null] : []), Ids.folderId('absent')]
  }

  condition(depth: number): AssetCondition {
    const random = this.#random
    const branch = (): AssetCondition => this.condition(depth - 1)
    if (depth > 0 && random.chance(0.6)) {
      if (random.chance(0.2)) return { type: 'not', of: branch() }
      return { type: random.pick(['all', 'any']), of: random.some(3, branch) }
    }
    return this.#leaf()
  }

  #leaf(): AssetCondition {
    const random = this.#random
    const field = this.#field()
    const value = this.#word()
    const isPrefix = random.chance(0.4)
    switch (random.below(9)) {
      case 0:
        return { type: 'starts_with', field, value }
      case 1:
        return { type: 'word', field, value, isPrefix }
      case 2:
        return { type: 'present', field }
      case 3:
        return { type: 'text', value, isPrefix }
      case 4:
        return { type: 'in_folders', of: this.#someFolders() }
      case 5:
        return { type: 'in_collections', of: random.some(3, () => this.#anyCollection()) }
      case 6:
        return { type: 'among', of: this.#someAssets() }
      default:
        return {
          type: 'compare',
          field,
          is: random.pick(['equal', 'less', 'at_most', 'more', 'at_least']),
          value: this.#compared(field),
        }
    }
  }

  #anyCollection(): Ids.CollectionId {
    const { id } = this.#random.pick(this.collections)
    return this.#random.chance(0.1) ? Ids.collectionId('absent') : id
  }

  #someAssets(): readonly Ids.AssetId[] {
    const share = this.#random.pick([0.001, 0.1, 0.8])
    return [...this.#assetIds.filter(() => this.#random.chance(share)), Ids.assetId('absent')]
  }

  #word(): string {
    const word = this.#random.pick([
      ...words,
      'common',
      'common',
      'common',
      'png',
      'image',
      'manual',
      'live',
      '12.25',
      'user:v',
      'a',
      'c',
    ])
    return this.#random.chance(0.3) ? word.toUpperCase() : word
  }

  #compared(field: AssetField): string | number {
    const random = this.#random
    if (field === 'folder') return random.pick(this.folders).id
    return random.chance(0.5) ? random.pick([...prices, 100, 200, 3, 150, 4 / 3]) : this.#word()
  }
}
