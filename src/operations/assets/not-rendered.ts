import { refusal } from '../../domain/errors.ts'
import { reading } from '../operation.ts'

/** Refuses what only a renderer of images could do. */
export const refuseToRender = reading<{ readonly what: string }, never>({
  name: 'rendering.refuse',
  summary: 'Say that Rolecall renders no images.',
  access: { type: 'anyone', why: 'credentials are asked for all the same, and the answer is no to everyone' },
  run: async ({ what }) => {
    throw refusal('renders_nothing', { what })
  },
})

/** Deletes derived files, of which there are none: whatever is named isn't found. */
export const deleteDerived = reading<
  { readonly derivedIds: readonly string[] },
  { readonly missing: readonly string[] }
>({
  name: 'derived.delete',
  summary: 'Delete derived files; Rolecall keeps none.',
  access: { type: 'anyone', why: 'there are no derived files, so there is nothing to find out and nothing to delete' },
  run: async ({ derivedIds }) => ({ missing: [...new Set(derivedIds)] }),
})
