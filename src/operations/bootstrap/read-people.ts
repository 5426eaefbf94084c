import { groupId, userId } from '../../domain/ids.ts'
import type { GroupRecord, UserRecord } from '../../domain/records.ts'
import type { Drafting } from './draft.ts'
import type { ObjectReader, Placed } from './fields.ts'
import { listOf, OnlyOnce, readObject, readText, textRules } from './fields.ts'

/** Reads groups. */
export function readGroups(drafting: Drafting, list: readonly Placed[]): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of list) {
    const reader = readObject(placed, ['id', 'name', 'roles'], drafting.blame)
    if (reader === undefined) continue
    const name = reader.text('name', textRules.name)
    once.add(name, reader.at('name'))
    const given = reader.optionalText('id', textRules.id)
    drafting.giveId('group', given, reader.at('id'))
    const id = given === undefined ? drafting.ids.group() : groupId(given)
    drafting.groups.push({ ...drafting.stamp, id, name: name ?? '' })
    drafting.pending.push({ holder: { type: 'group', id }, home: null, entries: reader.list('roles') })
  }
}

const userNames = ['id', 'name', 'email', 'password', 'enabled', 'pending', 'groups', 'environments', 'roles']

/** Reads users; groups and environments must have been read. One without a password waits for its invitation. */
export function readUsers(drafting: Drafting, list: readonly Placed[]): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of list) {
    const reader = readObject(placed, userNames, drafting.blame)
    if (reader === undefined) continue
    const email = reader.text('email', textRules.email)
    once.add(email, reader.at('email'), email?.toLowerCase())
    const given = reader.optionalText('id', textRules.id)
    drafting.giveId('user', given, reader.at('id'))
    const user: UserRecord = {
      ...drafting.stamp,
      id: given === undefined ? drafting.ids.user() : userId(given),
      name: reader.text('name', textRules.name) ?? '',
      email: email ?? '',
      isEnabled: reader.flag('enabled', true),
      isPending: readPending(drafting, reader),
      hasAllEnvironments: reader.any('environments').value === 'all',
    }
    drafting.users.push(user)
    readPassword(drafting, reader, user)
    readMemberships(drafting, reader, user)
    readAccess(drafting, reader, user)
    drafting.pending.push({ holder: { type: 'user', id: user.id }, home: null, entries: reader.list('roles') })
  }
}

function readPending(drafting: Drafting, reader: ObjectReader): boolean {
  const hasPassword = reader.has('password')
  const isPending = reader.flag('pending', !hasPassword)
  if (isPending && hasPassword) drafting.blame(reader.at('pending'), 'must be false for a user with a password')
  return isPending
}

function readPassword(drafting: Drafting, reader: ObjectReader, user: UserRecord): void {
  const password = reader.optionalText('password', textRules.password)
  if (password !== undefined) drafting.passwordByUser.set(user.id, password)
}

function readMemberships(drafting: Drafting, reader: ObjectReader, user: UserRecord): void {
  const once = new OnlyOnce(drafting.blame)
  for (const placed of reader.list('groups')) {
    const name = readText(placed, textRules.name, drafting.blame)
    if (name === undefined) continue
    const group = drafting.groups.find((candidate: GroupRecord) => candidate.name === name)
    once.add(name, placed.path)
    if (group === undefined) {
      drafting.blame(placed.path, `no group \`${name}\``)
      continue
    }
    const { accountId, createdAt } = drafting.stamp
    drafting.memberships.push({ accountId, groupId: group.id, userId: user.id, createdAt })
  }
}

/** `all`, or a list of cloud names; a role alone opens no environment. */
function readAccess(drafting: Drafting, reader: ObjectReader, user: UserRecord): void {
  const { blame } = drafting
  const placed = reader.any('environments')
  if (placed.value === 'all') return
  if (typeof placed.value === 'string') {
    blame(placed.path, `must be \`all\` or an array of cloud names, is \`${placed.value}\``)
    return
  }
  const once = new OnlyOnce(blame)
  for (const element of listOf(placed, blame)) {
    const cloudName = readText(element, textRules.name, blame)
    if (cloudName === undefined) continue
    once.add(cloudName, element.path)
    const place = drafting.placeByCloudName.get(cloudName)
    if (place === undefined) {
      blame(element.path, `no environment \`${cloudName}\``)
      continue
    }
    const { accountId, createdAt } = drafting.stamp
    drafting.access.push({ accountId, userId: user.id, environmentId: place.environment.id, createdAt })
  }
}
