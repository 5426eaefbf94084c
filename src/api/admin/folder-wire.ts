import { z } from 'zod'
import type { OutputOf } from '../operation-types.ts'
import { spellInstant } from './dates.ts'

/** Where the wire forms of folders come from. */
export const folderSource = 'Admin API 0.7.5, folders; api-surface 2.3, 2.4'

/** A folder as lists have it. */
export const folder = z.object({
  name: z.string(),
  path: z.string(),
  external_id: z.string(),
  created_at: z.iso.datetime(),
})

type ListedFolder = OutputOf<'folder.list'>['folders'][number]

/** Spells a folder. */
export const spellFolder = ({ id, name, path, createdAt }: ListedFolder): z.output<typeof folder> => ({
  name,
  path,
  external_id: id,
  created_at: spellInstant(createdAt),
})
