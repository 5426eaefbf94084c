// Folders by the vendor's classic client, and by plain requests where it has no function.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { givenServedLibrary, type Answer, type Functions, type ServedLibrary } from '../given/asset-clients.ts'
import { giveSecret } from '../given/content-callers.ts'
import { bodyOf, call, errorOf } from './classic-calls.ts'

/** Asserts what an answer is. */
const assertAnswer = (answer: Answer, expected: Answer): void => {
  assert.deepEqual(bodyOf(answer), expected)
}

/** The time of the library, as answers write it: in whole seconds. */
const nowOf = ({ acme }: ServedLibrary): string => `${new Date(acme.clock.now).toISOString().slice(0, 19)}Z`

test('folders are listed at the top and in a folder, in pages', async (t) => {
  const library = await givenServedLibrary(t)
  const { admin, acme } = library
  const createdAt = nowOf(library)
  const brand = { name: 'brand', path: 'brand', external_id: acme.folder('demo:brand'), created_at: createdAt }
  const campaigns = {
    name: 'campaigns',
    path: 'campaigns',
    external_id: acme.folder('demo:campaigns'),
    created_at: createdAt,
  }
  assertAnswer(await call(admin, 'root_folders'), {
    folders: [brand, campaigns],
    next_cursor: null,
    total_count: 2,
  })
  const first = await call(admin, 'root_folders', { max_results: 1 })
  assert.deepEqual([first.folders, first.total_count], [[brand], 2])
  const rest = await call(admin, 'root_folders', { max_results: 1, next_cursor: first.next_cursor })
  assert.deepEqual([rest.folders, rest.next_cursor], [[campaigns], null])
  assertAnswer(await call(admin, 'sub_folders', 'campaigns/summer'), {
    folders: [],
    next_cursor: null,
    total_count: 0,
  })
})

test('a folder is made, found, moved and deleted; its id stays', async (t) => {
  const library = await givenServedLibrary(t)
  const { admin } = library
  const { external_id: id, ...made } = await call(admin, 'create_folder', 'été 2026/шапка')
  assert.match(String(id), /^c[0-9a-f]{33}$/)
  assertAnswer(
    { ...made, external_id: id },
    {
      ...{ success: true, name: 'шапка', path: 'été 2026/шапка', external_id: id, created_at: nowOf(library) },
    },
  )
  const found = await call(admin, 'search_folders', { expression: 'path="été 2026/шапка"', max_results: 10 }, {})
  const { time, ...page } = found
  assert.ok(Number.isInteger(time))
  assert.deepEqual([page.total_count, (page.folders as readonly Answer[]).map((one) => one.external_id)], [1, [id]])
  assertAnswer(await call(admin, 'rename_folder', 'été 2026/шапка', 'brand/hat'), {
    from: { name: 'шапка', path: 'été 2026/шапка' },
    to: { name: 'hat', path: 'brand/hat' },
  })
  const { folders } = await call(admin, 'sub_folders', 'brand')
  assert.deepEqual((folders as readonly Answer[]).map((one) => one.external_id).includes(id), true)
  assertAnswer(await call(admin, 'delete_folder', 'brand/hat'), { deleted: ['brand/hat'] })
})

test('the errors that clients look for', async (t) => {
  const { admin, upload } = await givenServedLibrary(t)
  assert.deepEqual(await errorOf(call(admin, 'sub_folders', 'absent')), [404, "Can't find folder with path absent"])
  assert.deepEqual(await errorOf(call(admin, 'delete_folder', 'absent')), [404, "Can't find folder with path absent"])
  assert.equal((await errorOf(call(admin, 'create_folder', 'brand')))[0], 409)
  assert.deepEqual(await errorOf(call(admin, 'create_folder', 'brand/a*b')), [
    400,
    'the folder path `brand/a*b` has a name with * in it',
  ])
  assert.equal((await errorOf(call(admin, 'create_folder', 'brand/../other')))[0], 400)
  await upload('a', { asset_folder: 'brand/logos' })
  assert.deepEqual(await errorOf(call(admin, 'delete_folder', 'brand')), [
    400,
    'the folder `brand` is not empty: assets lie in it or beneath it',
  ])
  assert.deepEqual(await errorOf(call(admin, 'search_folders', { expression: 'name=' }, {})), [
    400,
    "the search expression can't be read at character 6: a value must follow name=",
  ])
})

test('an upload makes its folder, which shows what is in it', async (t) => {
  const { admin, acme, uploader, url } = await givenServedLibrary(t)
  await call(uploader, 'upload', 'data:text/plain;base64,aGVsbG8=', {
    resource_type: 'raw',
    asset_folder: 'made/by upload',
  })
  const { folders } = await call(admin, 'sub_folders', 'made')
  const [folder] = folders as readonly Answer[]
  assert.deepEqual([folder?.name, folder?.path], ['by upload', 'made/by upload'])
  const detail = await ask(url, 'by_id', { id: folder?.external_id })
  assert.deepEqual(detail, {
    ...folder,
    resource_count: 1,
    last_uploaded_at: Math.floor(acme.clock.now / 1000),
    ancestors: (await call(admin, 'root_folders')).folders instanceof Array ? [await made(admin)] : [],
  })
  assert.deepEqual(await ask(url, 'by_path', { path: 'MADE/By Upload', case_sensitive: false }), detail)
})

const made = async (admin: Functions): Promise<Answer | undefined> => {
  const { folders } = await call(admin, 'root_folders')
  return (folders as readonly Answer[]).find(({ name }) => name === 'made')
}

async function ask(url: string, what: string, body: Answer, key = '100'): Promise<Answer> {
  const answer = await fetch(`${url}/v1_1/demo/folders/${what}`, {
    method: 'PUT',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:s`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  return (await answer.json()) as Answer
}

test('folders beneath one are listed, and a folder is renamed with both paths in the body', async (t) => {
  const { acme, url } = await givenServedLibrary(t)
  const beneath = await ask(url, 'descendants', { id: acme.folder('demo:brand'), inclusive: true })
  assert.deepEqual(
    (beneath.folders as readonly Answer[]).map(({ path }) => path),
    ['brand', 'brand/logos'],
  )
  const answer = await fetch(`${url}/v1_1/demo/folder_operations/rename`, {
    method: 'PUT',
    headers: { authorization: `Basic ${Buffer.from('100:s').toString('base64')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ path: 'brand', to_path: 'label', resources_limit: 0 }),
  })
  const renamed: unknown = await answer.json()
  assert.deepEqual(renamed, { folder_deleted: true, moved: 0, rejected: 0, failed: 0 })
})

test('a key sees, makes and moves what its roles let it, and is told which right it lacks', async (t) => {
  const { admin, key, asKey, acme } = await givenServedLibrary(t)
  const viewer = await key({ on: { brand: ['view_download'] } })
  await giveSecret(acme, viewer)
  const mine = asKey(viewer.id)
  const listed = await call(admin, 'root_folders', mine)
  assert.deepEqual([(listed.folders as readonly Answer[]).map(({ path }) => path), listed.total_count], [['brand'], 1])
  const forbidden = (action: string): readonly [number, string] => [
    403,
    `[prodenv:env-demo] Request forbidden due to missing permissions (actions=["${action}"])`,
  ]
  assert.deepEqual(await errorOf(call(admin, 'sub_folders', 'campaigns', mine)), forbidden('read'))
  assert.deepEqual(await errorOf(call(admin, 'sub_folders', 'absent', mine)), forbidden('read'))
  assert.deepEqual(await errorOf(call(admin, 'create_folder', 'brand/new', mine)), forbidden('create'))
  assert.deepEqual(await errorOf(call(admin, 'rename_folder', 'brand', 'label', mine)), forbidden('update'))
  assert.deepEqual(await errorOf(call(admin, 'delete_folder', 'brand', mine)), forbidden('delete'))
  const found = await call(admin, 'search_folders', { expression: 'name=*', max_results: 9 }, mine)
  assert.deepEqual((found.folders as readonly Answer[]).map(({ path }) => path).sort(), ['brand', 'brand/logos'])
  assert.equal(found.total_count, 2)
})

test('a move that would give somebody more than the mover holds is denied over HTTP, and beside it one that does not', async (t) => {
  const { admin, key, asKey, acme } = await givenServedLibrary(t)
  const vera = acme.principal('Vera')
  const share = { change: 'add', principal: vera, roleIds: ['cld::role::folder::editor'] } as const
  await acme.perform('root', 'folder-role.change', {
    ...{ environmentId: 'env-demo', folderId: acme.folder('demo:campaigns'), ...share },
  })
  const mover = ['view_download', 'move_folder', 'create_subfolders']
  const signing = async (brand: readonly string[]) => {
    const made = await key({ on: { brand, campaigns: ['create_subfolders'] } })
    await giveSecret(acme, made)
    return asKey(made.id)
  }
  const poor = await signing(mover)
  const [status, message] = await errorOf(call(admin, 'rename_folder', 'brand/logos', 'campaigns/logos', poor))
  assert.equal(status, 403)
  assert.match(message, /^\[prodenv:env-demo\] .*actions=\["create","download","move","update","update_metadata"\]/)
  const all = [...mover, 'download_public_assets', 'add_assets', 'update_assets', 'update_folder', 'move_assets']
  const rich = await signing(all)
  const { to } = await call(admin, 'rename_folder', 'brand/logos', 'campaigns/logos', rich)
  assert.deepEqual(to, { name: 'logos', path: 'campaigns/logos' })
})

test('folder roles are shown, given and taken away as the vendor describes it', async (t) => {
  const { url, acme, key } = await givenServedLibrary(t)
  const folder = acme.folder('demo:brand')
  const reader = await key({})
  await giveSecret(acme, reader)
  const invite = async (method: string, body?: Answer, query = '', as = '100') => {
    const answer = await fetch(`${url}/v1_1/demo/folder_operations/invite/${folder}${query}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${as}:s`).toString('base64')}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return [answer.status, (await answer.json()) as Answer] as const
  }
  const given = { principal: { type: 'apiKey', id: reader.id }, roles: ['cld::role::content::folder::contributor'] }
  assert.deepEqual(await invite('POST', { ...given, operation: 'add' }), [200, { success: true }])
  const [status, shown] = await invite('GET', undefined, '?include_assignable_roles=true')
  assert.equal(status, 200)
  const role = { id: 'cld::role::folder::contributor', name: 'Contributor', inherited: false }
  const shared = shown.shared_with as readonly Answer[]
  const mine = shared.find(({ id }) => id === reader.id)
  assert.deepEqual([mine?.type, mine?.folder_id], ['apiKey', folder])
  const [{ description, ...spelled } = {}] = mine?.roles as readonly Answer[]
  assert.deepEqual([spelled, typeof description], [role, 'string'])
  assert.deepEqual(
    (shown.permitted_roles as readonly Answer[]).map(({ name }) => name),
    [...['Viewer', 'Contributor', 'Editor', 'Manager', 'Distributor']],
  )
  assert.deepEqual(await invite('POST', { ...given, operation: 'remove' }), [200, { success: true }])
  const [, after] = await invite('GET')
  assert.deepEqual([(after.shared_with as readonly Answer[]).length, 'permitted_roles' in after], [1, false])
  assert.equal((await invite('GET', undefined, '', reader.id))[0], 403)
  assert.equal(
    (await invite('POST', { ...given, operation: 'add', roles: Array.from({ length: 11 }, () => 'x') }))[0],
    400,
  )
})
