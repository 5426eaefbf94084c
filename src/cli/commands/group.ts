import type { Command } from 'commander'
import { addAccountOptions, inAccount, show, type AccountFlags } from '../account-command.ts'
import { findPrincipal, sayPrincipal } from '../names.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import type { OutputOf } from './at-store.ts'

/** Adds `rolecall group list`, `create`, `delete`, `add` and `remove`. */
export function addGroupCommand(program: Command, terminal: Terminal): void {
  const group = program.command('group').description('named sets of users, which have roles together')
  const called = ['<group>', 'name or id'] as const
  addAccountOptions(group.command('list').description('list the groups')).action((flags: AccountFlags) =>
    list(terminal, flags),
  )
  addAccountOptions(group.command('create').description('make a group'))
    .argument('<name>')
    .action((name: string, flags: AccountFlags) =>
      inAccount(flags, async (account) => {
        const detail = await account.perform('group.create', { name })
        show(terminal, flags, wireGroup(detail), () => `made the group ${detail.group.name}, id ${detail.group.id}`)
      }),
    )
  addAccountOptions(group.command('delete').description('delete a group; its users stay'))
    .argument(...called)
    .action((text: string, flags: AccountFlags) =>
      inAccount(flags, async (account) => {
        const known = await findPrincipal(account, text, ['group'])
        await account.perform('group.delete', { groupId: known.principal.id })
        show(terminal, flags, { deleted: known.principal.id }, () => `${sayPrincipal(known)} is deleted`)
      }),
    )
  for (const [word, says] of [
    ['add', 'put a user into a group'],
    ['remove', 'take a user out of a group'],
  ] as const) {
    addAccountOptions(group.command(word).description(says))
      .argument(...called)
      .argument('<user>', 'e-mail, name or id')
      .action((groupText: string, userText: string, flags: AccountFlags) =>
        changeMember(terminal, word, groupText, userText, flags),
      )
  }
}

const list = (terminal: Terminal, flags: AccountFlags): Promise<void> =>
  inAccount(flags, async (account) => {
    const details = await account.perform('group.list', { withUsers: true })
    show(terminal, flags, details.map(wireGroup), () =>
      table(
        ['name', 'users', 'id'],
        details.map(({ group, users }) => [group.name, users.map(({ email }) => email).join(', ') || '-', group.id]),
      ),
    )
  })

const changeMember = (
  terminal: Terminal,
  word: 'add' | 'remove',
  groupText: string,
  userText: string,
  flags: AccountFlags,
): Promise<void> =>
  inAccount(flags, async (account) => {
    const group = await findPrincipal(account, groupText, ['group'])
    const user = await findPrincipal(account, userText, ['user'])
    const input = { groupId: group.principal.id, userId: user.principal.id }
    await account.perform(word === 'add' ? 'group.add-user' : 'group.remove-user', input)
    const result = { group: input.groupId, user: input.userId, is_member: word === 'add' }
    const where = word === 'add' ? 'is in' : 'is not in'
    show(terminal, flags, result, () => `${sayPrincipal(user)} ${where} the ${sayPrincipal(group)}`)
  })

const wireGroup = ({ group: { id, name }, users }: OutputOf<'group.list'>[number]) => ({
  id,
  name,
  users: users.map((user) => ({ id: user.id, email: user.email })),
})
