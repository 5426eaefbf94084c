// The side door of a group that reviews proofs (field class 1): whoever is in it sees previews, and has a word.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupId, roleId } from '../../src/domain/ids.ts'
import { givenLibrary, type GivenLibrary } from '../given/library.ts'
import { givenProof, givenUser, ofProof, type User } from '../given/proofs.ts'
import { refusalOf } from '../given/refusals.ts'

/** A user who may change every user and group, and holds nothing in a library. */
async function givenAdministrator(library: GivenLibrary): Promise<User> {
  const { acme } = library
  const user = await givenUser(library, 'Ada')
  const dated = { createdAt: acme.clock.now, updatedAt: acme.clock.now }
  await acme.change((transaction) =>
    transaction.put('assignment', {
      ...{ id: acme.house.ids.assignment(), accountId: acme.account.id, principal: user },
      ...{ roleId: roleId('cld::role::account::admin'), reach: { type: 'account' } as const },
      ...{ parameter: null, expiresAt: null, ...dated },
    }),
  )
  return user
}

test('nobody joins a group that reviews what they may not see, by any way; a group that reviews nothing stays open', async (t) => {
  const library = await givenLibrary(t)
  const { acme } = library
  const ada = await givenAdministrator(library)
  const made = await acme.perform(ada, 'group.create', { name: 'Reviewers' })
  const { id } = (made as { readonly group: { readonly id: string } }).group
  const proof = await givenProof(library, { reviewers: [{ type: 'group', id: groupId(id) }] })
  const membership = { groupId: id, userId: ada.id }
  const invitation = {
    ...{ bundleId: null, accountRoleIds: [], environmentRoles: [], environmentIds: [], groupIds: [id] },
    people: [{ name: 'Ada II', email: 'ada2@example.com' }],
  }
  const ways = (): readonly Promise<unknown>[] => [
    acme.perform(ada, 'group.add-user', membership),
    acme.perform(ada, 'group.change-members', { add: [membership], remove: [] }),
    acme.perform(ada, 'invitation.create', invitation),
  ]
  for (const way of ways()) assert.equal((await refusalOf(way)).code, 'not_permitted_here')
  assert.equal((await refusalOf(acme.perform(ada, 'proof.get', ofProof(proof)))).code, 'denied')
  await acme.perform('operator', 'proof.delete', ofProof(proof))
  await acme.perform(ada, 'group.add-user', membership)
})
