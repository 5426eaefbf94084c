import { z } from 'zod'
import { folderModes } from '../../domain/library-records.ts'
import { libraryBase, environment } from '../admin/fields.ts'
import { endpoint } from '../endpoint.ts'
import { flag, optional } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'

const source = 'design of this project: settings of a library; folder modes as the vendor has them'
const settings = z.object({ folder_mode: z.enum(folderModes), backups: z.boolean() })

const spell = ({ folderMode, keepsBackups }: OutputOf<'library-settings.get'>): z.output<typeof settings> => ({
  folder_mode: folderMode,
  backups: keepsBackups,
})

/** Shows the settings of a library. */
export const getLibrarySettings = endpoint({
  id: 'getLibrarySettings',
  family: 'library',
  method: 'GET',
  path: `${libraryBase}/settings`,
  operation: 'library-settings.get',
  summary: 'Shows how the media library of an environment works.',
  source,
  request: z.object(environment),
  success: { status: 200, schema: settings },
  toInput: (_, { environmentId }) => ({ environmentId }),
  toWire: spell,
})

/** Changes the settings of a library. */
export const updateLibrarySettings = endpoint({
  id: 'updateLibrarySettings',
  family: 'library',
  method: 'PUT',
  path: `${libraryBase}/settings`,
  operation: 'library-settings.update',
  summary: 'Changes how the media library of an environment works; what is left out stays.',
  source,
  request: z.object({ ...environment, folder_mode: optional(z.enum(folderModes)), backups: optional(flag) }),
  body: ['folder_mode', 'backups'],
  success: { status: 200, schema: settings },
  toInput: ({ folder_mode, backups }, { environmentId }) => ({
    environmentId,
    folderMode: folder_mode ?? null,
    keepsBackups: backups ?? null,
  }),
  toWire: spell,
})
