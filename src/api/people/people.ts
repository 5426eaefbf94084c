import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { listOf, optional, text, texts } from '../fields.ts'
import type { OutputOf } from '../operation-types.ts'
import { countFields, nextPage, pageFields, readPage } from '../pages.ts'
import { fromPrincipal, present, principalTypeNames, toPrincipal } from '../spellings.ts'
import {
  heldRole,
  named,
  namedEnvironment,
  source,
  spellEnvironment,
  spellHeldRole,
  spellNamed,
  toIso,
  toIsoOrNull,
} from './replies.ts'

const states = ['active', 'pending', 'disabled'] as const

const foundUser = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    status: z.enum(states),
    created_at: z.string(),
    last_seen_at: z.string().nullable().describe('The last sign-in.'),
    has_second_factor: z.boolean(),
    all_environments: z.boolean().describe('Every environment is open, future ones included.'),
    environments: z.array(namedEnvironment).describe('Those opened one by one; empty where all are.'),
    groups: z.array(named),
    roles: z.array(heldRole).describe('Global roles of the user itself.'),
  })
  .meta({ id: 'FoundUser' })

const pageNumber = z.coerce.number().int().min(1).max(10_000_000)

/** Searches users. */
export const searchUsers = endpoint({
  id: 'searchUsers',
  family: 'decisions',
  method: 'GET',
  path: '/api/users',
  operation: 'user.search',
  summary: 'Searches users, page by page, with their groups, global roles and environments.',
  source,
  request: z.object({
    text: optional(text).describe('What stands somewhere in the name or the e-mail, in any case.'),
    status: optional(z.enum(states)),
    group: optional(text).describe('Only users of this group.'),
    environment: optional(text).describe('Only users to whom this environment is open.'),
    sort_by: optional(z.enum(['name', 'status', 'activity', 'created_at'])).describe('`name` when absent.'),
    sort_order: optional(z.enum(['asc', 'desc'])),
    page: optional(pageNumber).describe('From 1 on.'),
    page_size: optional(z.coerce.number().int().min(1).max(200)).describe('50 when absent.'),
  }),
  success: {
    status: 200,
    schema: z.object({
      users: z.array(foundUser),
      total: z.int().nullable().describe('On all pages; null for who may read only some users.'),
      next_page: z.int().nullable(),
    }),
  },
  toInput: (wire) => ({
    ...present({ text: wire.text, status: wire.status, groupId: wire.group, environmentId: wire.environment }),
    order: { by: wire.sort_by ?? 'name', isDescending: wire.sort_order === 'desc' },
    page: { number: wire.page ?? 1, size: wire.page_size ?? usualPageSize },
  }),
  toWire: ({ users, total }, { wire }) => {
    const isFull = users.length === (wire.page_size ?? usualPageSize)
    return { users: users.map(spellFound), total, next_page: isFull ? (wire.page ?? 1) + 1 : null }
  },
})

const usualPageSize = 50

const spellFound = (found: OutputOf<'user.search'>['users'][number]): z.output<typeof foundUser> => ({
  id: found.user.id,
  name: found.user.name,
  email: found.user.email,
  status: found.user.isEnabled ? (found.user.isPending ? 'pending' : 'active') : 'disabled',
  created_at: toIso(found.user.createdAt),
  last_seen_at: toIsoOrNull(found.lastLoginAt),
  has_second_factor: found.hasSecondFactor,
  all_environments: found.user.hasAllEnvironments,
  // Every one of many users would name every one of many environments.
  environments: found.user.hasAllEnvironments ? [] : found.environments.map(spellEnvironment),
  groups: found.groups.map(spellNamed),
  roles: found.roles.map(spellHeldRole),
})

const shownGroup = z
  .object({
    id: z.string(),
    name: z.string(),
    created_at: z.string(),
    member_count: z.int().describe('Users that the caller may read.'),
    roles: z.array(heldRole).describe('Global roles.'),
  })
  .meta({ id: 'ShownGroup' })

/** Lists groups. */
export const listGroups = endpoint({
  id: 'listGroups',
  family: 'decisions',
  method: 'GET',
  path: '/api/groups',
  operation: 'group.list-with-roles',
  summary: 'Lists the groups with their sizes and global roles, in the order of their making.',
  source,
  request: z.object({
    text: optional(text).describe('What stands somewhere in the name, in any case.'),
    ids: optional(texts).describe('Only these; at most 200.'),
    sort_by: optional(z.enum(['name', 'members', 'created_at'])).describe('`created_at` when absent.'),
    sort_order: optional(z.enum(['asc', 'desc'])),
    ...pageFields,
  }),
  success: { status: 200, schema: z.object({ groups: z.array(shownGroup), ...countFields }) },
  toInput: (wire) => ({
    ...present({ text: wire.text, ids: wire.ids, page: readPage(wire) }),
    order: { by: wire.sort_by ?? 'created_at', isDescending: wire.sort_order === 'desc' },
  }),
  toWire: ({ groups, total }, { wire }) => ({
    groups: groups.map(({ group, memberCount, roles }) => ({
      id: group.id,
      name: group.name,
      created_at: toIso(group.createdAt),
      member_count: memberCount,
      roles: roles.map(spellHeldRole),
    })),
    total,
    next_page: nextPage(wire, total),
  }),
})

const memberships = listOf(z.object({ group_id: text, user_id: text }))

/** Changes who is in groups. */
export const changeMemberships = endpoint({
  id: 'changeMemberships',
  family: 'decisions',
  method: 'POST',
  path: '/api/memberships',
  operation: 'group.change-members',
  summary: 'Puts users into groups and takes them out, all or none; at most 1000 at once.',
  source,
  request: z.object({ add: optional(memberships), remove: optional(memberships) }),
  body: ['add', 'remove'],
  success: { status: 200, schema: z.object({ added: z.int(), removed: z.int() }) },
  toInput: ({ add, remove }) => ({ add: (add ?? []).map(readMembership), remove: (remove ?? []).map(readMembership) }),
  toWire: ({ added, removed }) => ({ added, removed }),
})

const readMembership = ({ group_id, user_id }: { readonly group_id: string; readonly user_id: string }) => ({
  groupId: group_id,
  userId: user_id,
})

const placedRole = heldRole.extend({
  assigned_at: z.string(),
  group: named.nullable().describe('The group that it comes through; null: the principal has it itself.'),
  place: z
    .object({
      type: z.enum(['folder', 'collection']),
      id: z.string(),
      name: z.string().nullable().describe('The path of a folder; null when the caller may not see it.'),
      environment_id: z.string(),
    })
    .nullable()
    .describe('Where a folder or collection role counts.'),
})

const shownPrincipal = z
  .object({
    type: z.enum(principalTypeNames),
    id: z.string(),
    name: z.string(),
    state: z.enum(states),
    created_at: z.string(),
    last_seen_at: z.string().nullable().describe('The last sign-in of a user; the last use of a key, to the hour.'),
    email: z.string().nullable(),
    has_second_factor: z.boolean().nullable(),
    all_environments: z.boolean(),
    environments: z.array(namedEnvironment).describe('Open to a user; of a key, the one it is of.'),
    groups: z.array(named),
    member_count: z.int().nullable().describe('Of groups.'),
    purpose: z.string().nullable().describe('What a key is for.'),
    owner: named.nullable().describe('Who answers for a key.'),
    roles: z.array(placedRole).describe('Its own ones first, then those of its groups.'),
  })
  .meta({ id: 'ShownPrincipal' })

/** Shows one principal. */
export const getPrincipal = endpoint({
  id: 'getPrincipal',
  family: 'decisions',
  method: 'GET',
  path: '/api/principals/{type}/{id}',
  operation: 'principal.get',
  summary: 'Shows a principal, and every role that it has with where it comes from and where it counts.',
  source,
  request: z.object({ type: z.enum(principalTypeNames), id: text }),
  success: { status: 200, schema: shownPrincipal },
  toInput: ({ type, id }) => ({ principal: toPrincipal(type, id) }),
  toWire: (detail) => ({
    ...fromPrincipal(detail.principal),
    name: detail.name,
    state: detail.state,
    created_at: toIso(detail.createdAt),
    last_seen_at: toIsoOrNull(detail.lastSeenAt),
    email: detail.email,
    has_second_factor: detail.hasSecondFactor,
    all_environments: detail.hasAllEnvironments,
    environments: detail.environments.map(spellEnvironment),
    groups: detail.groups.map(spellNamed),
    member_count: detail.memberCount,
    purpose: detail.purpose,
    owner: detail.owner === null ? null : spellNamed(detail.owner),
    roles: detail.roles.map(spellPlaced),
  }),
})

const spellPlaced = (held: OutputOf<'principal.get'>['roles'][number]): z.output<typeof placedRole> => ({
  ...spellHeldRole(held),
  assigned_at: toIso(held.assignment.createdAt),
  group: held.group === null ? null : spellNamed(held.group),
  place:
    held.place === null
      ? null
      : {
          type: held.place.parameter.type,
          id: held.place.parameter.id,
          name: held.place.name,
          environment_id: held.place.environmentId,
        },
})
