import assert from 'node:assert/strict'
import * as Ids from '../../src/domain/ids.ts'
import { TextTooLong } from '../../src/store/errors.ts'
import { maxIdBytes, maxNameBytes } from '../../src/store/text.ts'
import { attribution, fresh, givenAccount, givenRecords } from './given.ts'
import type { Contract } from './setting.ts'

/** In the order of their bytes: U+0000 and U+0001 first, a lone surrogate after them, then code points. */
const oddTexts = [
  '\u0000',
  '\u0000a',
  '\u0001',
  '\u0001\u0001',
  '\u0001\u0002',
  '\ud800',
  '\udfffx',
  '\u0002',
  '\n',
  ' ',
  '"double" \'single\' `back` \\slash %_*?; drop table users --',
  'A',
  'Z',
  'a',
  'a\u0000',
  'a\u0000b',
  'ab',
  'x'.repeat(maxIdBytes),
  'z',
  '\u007f',
  'ß',
  'é',
  'ΩΩ',
  '日本語',
  '\uffff',
  '😀',
]

/** Any text is an id or a name, alike on every database. */
export const textContract: Contract = {
  'odd ids and names come back as they were, in the order of their bytes': async ({ store }) => {
    const given = givenRecords(Ids.accountId(fresh('odd \u0000\ud800\' " 😀')))
    await givenAccount(
      store(),
      async (transaction, { group }) => {
        await transaction.putAll(
          'group',
          [...oddTexts].reverse().map((each) => group({ id: Ids.groupId(each), name: each })),
        )
      },
      given,
    )
    const groups = await store().list('group', given.accountId)
    assert.deepEqual(
      groups.map(({ id }) => id),
      oddTexts,
    )
    for (const each of oddTexts) {
      const expected = given.group({ id: Ids.groupId(each), name: each })
      assert.deepEqual(await store().find('group', expected), expected)
      assert.deepEqual(await store().findGroupByName(given.accountId, each), expected)
      assert.equal(await store().isIdUsed(given.accountId, 'group', each), true)
    }
    const [entry] = await store().changesAfter(given.accountId, 0, 1)
    assert.deepEqual(new Set(entry?.changes.slice(1).map(({ after }) => after)), new Set(groups))
  },

  'odd texts are kept in descriptions, statements, attributions and permission ids': async ({ store }) => {
    const given = await givenAccount(store())
    const odd = oddTexts.join('|')
    const role = given.role({ description: odd, permissionIds: oddTexts.map(Ids.permissionId) })
    const policy = given.policy({ description: odd, statement: odd })
    const by = { type: 'user', id: Ids.userId('\u0000\ud800') } as const
    const { entry } = await store().transact(
      given.accountId,
      { ...attribution(odd), by, requestId: odd },
      async (transaction) => {
        await transaction.put('role', role)
        await transaction.put('custom_policy', policy)
      },
    )
    assert.deepEqual(await store().find('role', role), role)
    assert.deepEqual(await store().findCustomPolicyByStatement(given.accountId, policy.reach, odd), policy)
    assert.deepEqual(await store().changesAfter(given.accountId, 1, 10), [entry])
    assert.deepEqual([entry?.by, entry?.requestId, entry?.operation], [by, odd, odd])
  },

  'ids and names differ by case and by Unicode form of the name': async ({ store }) => {
    const given = await givenAccount(store(), async (transaction, { group }) => {
      await transaction.put('group', group({ id: Ids.groupId('Ab'), name: 'caf\u00e9' }))
      await transaction.put('group', group({ id: Ids.groupId('aB'), name: 'cafe\u0301' }))
    })
    assert.equal((await store().findGroupByName(given.accountId, 'cafe\u0301'))?.id, 'aB')
    assert.equal(await store().find('group', { accountId: given.accountId, id: Ids.groupId('AB') }), undefined)
  },

  'an id or a name that no index can hold is refused, one byte less is kept': async ({ store }) => {
    const given = await givenAccount(store())
    const put = (group: ReturnType<typeof given.group>) =>
      store().transact(given.accountId, attribution(), (transaction) => transaction.put('group', group))
    const longest = given.group({ id: Ids.groupId('é'.repeat(maxIdBytes / 2)), name: 'n'.repeat(maxNameBytes) })
    await put(longest)
    assert.deepEqual(await store().find('group', longest), longest)
    await assert.rejects(
      put({ ...longest, id: Ids.groupId(`${longest.id}x`) }),
      new TextTooLong('group.id', maxIdBytes),
    )
    await assert.rejects(put({ ...longest, name: `${longest.name}x` }), new TextTooLong('group.name', maxNameBytes))
  },

  'the longest ids and names fit every index together': async ({ store }) => {
    const wide = (sign: string, bytes: number): string => fresh(sign) + randomText(bytes - fresh(sign).length)
    const given = givenRecords(Ids.accountId(wide('a', maxIdBytes)))
    const id = (sign: string): string => wide(sign, maxIdBytes)
    const environment = given.environment({ id: Ids.environmentId(id('e')), cloudName: wide('c', maxNameBytes) })
    const parent = given.folder(environment, { id: Ids.folderId(id('f')), name: wide('p', maxNameBytes) })
    const folder = given.folder(environment, {
      id: Ids.folderId(id('f')),
      name: wide('p', maxNameBytes),
      parentId: parent.id,
    })
    const role = given.role({ id: Ids.roleId(id('r')), name: wide('n', maxNameBytes) })
    const assignment = given.assignment({
      id: Ids.assignmentId(id('s')),
      principal: { type: 'user', id: Ids.userId(id('u')) },
      roleId: role.id,
      reach: { type: 'environment', environmentId: environment.id },
      parameter: { type: 'folder', id: folder.id },
    })
    await givenAccount(
      store(),
      async (transaction) => {
        await transaction.put('environment', environment)
        await transaction.putAll('folder', [parent, folder])
        await transaction.put('role', role)
        await transaction.put('assignment', assignment)
      },
      given,
    )
    assert.deepEqual(await store().listAssignments(given.accountId, { roleIds: [role.id] }), [assignment])
    assert.deepEqual(await store().listFolderChain(folder), [folder, parent])
  },
}

/** Text that no database can make shorter. */
function randomText(length: number): string {
  let seed = 20_261_122
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return String.fromCharCode(33 + Math.floor((seed / 2_147_483_648) * 94))
  }).join('')
}
