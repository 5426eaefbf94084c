import type { Instant } from '../../domain/instant.ts'
import { monthOf } from '../../domain/usage.ts'
import type { Store } from '../../store/store.ts'

/** Measures what every account stores, so that a month that has passed keeps what was measured last in it. */
export async function measureStored(store: Pick<Store, 'listAccounts' | 'noteStored'>, at: Instant): Promise<void> {
  for (const { id } of await store.listAccounts()) await store.noteStored(id, monthOf(at))
}
