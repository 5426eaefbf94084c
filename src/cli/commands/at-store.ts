import {
  importCatalogue,
  resetCatalogue,
  type CatalogueReplacement,
} from '../../operations/catalogue/import-catalogue.ts'
import { systemCatalogue } from '../../domain/catalogue/system-catalogue.ts'
import type { Catalogue } from '../../domain/catalogue.ts'
import { openPlacedStore, type Placement } from '../../server/compose.ts'

/** What the operator at the machine does to an installation without its server: the one place where a command meets the store. */
export interface StoreCommands {
  readonly importCatalogue: (json: unknown, isForced: boolean) => Promise<CatalogueReplacement>
  readonly resetCatalogue: (isForced: boolean) => Promise<CatalogueReplacement>
  readonly showCatalogue: () => Promise<{ readonly catalogue: Catalogue; readonly isImported: boolean }>
}

/** Opens the store of an installation, runs some work, and lets go of the store whatever comes of it. */
export async function atStore<T>(placement: Placement, work: (commands: StoreCommands) => Promise<T>): Promise<T> {
  const store = await openPlacedStore(placement)
  try {
    return await work({
      importCatalogue: (json, isForced) => importCatalogue(store, json, { isForced }),
      resetCatalogue: (isForced) => resetCatalogue(store, { isForced }),
      showCatalogue: async () => {
        const imported = await store.findCatalogue()
        return { catalogue: imported ?? systemCatalogue, isImported: imported !== undefined }
      },
    })
  } finally {
    await store.close()
  }
}
