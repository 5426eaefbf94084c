import { z } from 'zod'
import type { TaskNeed } from '../../domain/catalogue/tasks.ts'
import { endpoint } from '../endpoint.ts'

const place = z.enum(['environment', 'folder', 'origin folder', 'destination folder', 'collection'])

const need = z.object({
  policy_id: z.string(),
  on: place.describe('Where it must be held.'),
  fixed_folders_only: z.boolean().describe('True: only where folders are part of the names of assets.'),
})

/** Lists which permissions belong together. */
export const listTasks = endpoint({
  id: 'listTasks',
  family: 'decisions',
  method: 'GET',
  path: '/api/tasks',
  operation: 'task.list',
  summary: 'Lists the tasks that take several system policies, and which of these are of little use without another.',
  source: 'Rolecall: docs/reference/decisions.md',
  request: z.object({}),
  success: {
    status: 200,
    schema: z.object({
      tasks: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          everywhere: z.array(need).describe('What suffices in a whole environment.'),
          per_content: z.array(need).describe('What suffices with folder and collection policies.'),
        }),
      ),
      prerequisites: z.array(
        z.object({
          policy_id: z.string(),
          needs: z.string().describe('Another system policy, held in the same place.'),
          task_ids: z.array(z.string()).describe('The tasks that need both.'),
        }),
      ),
      library_policy_ids: z
        .array(z.string())
        .describe('Those that open the Media Library, without which folder and collection roles do nothing.'),
    }),
  },
  toInput: () => ({}),
  toWire: ({ tasks, prerequisites, libraryPermissionIds }) => ({
    tasks: tasks.map(({ id, title, everywhere, perContent }) => ({
      id,
      title,
      everywhere: everywhere.map(spellNeed),
      per_content: perContent.map(spellNeed),
    })),
    prerequisites: prerequisites.map(({ permissionId, needs, taskIds }) => ({
      policy_id: permissionId,
      needs,
      task_ids: [...taskIds],
    })),
    library_policy_ids: [...libraryPermissionIds],
  }),
})

const spellNeed = ({ permissionId, on, fixedFoldersOnly }: TaskNeed): z.output<typeof need> => ({
  policy_id: permissionId,
  on,
  fixed_folders_only: fixedFoldersOnly,
})
