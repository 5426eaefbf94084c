import type { Endpoint } from './endpoint.ts'
import * as decisions from './decisions/decisions.ts'
import * as folders from './decisions/folders.ts'
import * as assignments from './permissions/assignments.ts'
import * as policies from './permissions/policies.ts'
import * as published from './permissions/public.ts'
import * as roles from './permissions/roles.ts'

/** Every endpoint, by its id. */
export const endpoints = {
  ...published,
  ...policies,
  ...roles,
  ...assignments,
  ...decisions,
  ...folders,
} as const satisfies Readonly<Record<string, Endpoint>>
