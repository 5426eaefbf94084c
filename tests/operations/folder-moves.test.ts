// Moving folders: each permission left out in turn, in both folder modes, by both columns of the guide's table; and the
// escalation rule (settled decision 4): nobody gains by a move what the mover doesn't hold on the folder.
import assert from 'node:assert/strict'
import { describe, test, type TestContext } from 'node:test'
import { tasks } from '../../src/domain/catalogue/tasks.ts'
import { assetId, blobId, environmentId as toEnvironmentId, versionId, type FolderId } from '../../src/domain/ids.ts'
import type { FolderMode } from '../../src/domain/library-records.ts'
import type { Principal } from '../../src/domain/principal.ts'
import { givenAcme, systemRole } from '../given/acme.ts'
import { assigning, store } from '../given/assigning.ts'
import { giveExactly, givenLibraryKey } from '../given/content-callers.ts'
import type { GivenHouse } from '../given/house.ts'
import { assertRefused, refusalOf, say } from '../given/refusals.ts'

const environmentId = 'env-demo'

const moving = (from: string, to: string) => ({ environmentId, from, to, assetLimit: null })

const move = (acme: GivenHouse, who: string | Principal, from: string, to: string) =>
  acme.perform(who, 'folder.move', moving(from, to))

async function givenMode(t: TestContext, folderMode: FolderMode): Promise<GivenHouse> {
  const acme = await givenAcme({ test: t })
  await acme.change((transaction) =>
    transaction.put('library_settings', {
      ...{ accountId: acme.account.id, environmentId: toEnvironmentId(environmentId), folderMode },
      ...{ keepsBackups: false, createdAt: 0, updatedAt: 0 },
    }),
  )
  return acme
}

async function givenAsset(acme: GivenHouse, publicId: string, folderId: FolderId | null, digit: string): Promise<void> {
  const id = assetId(digit.repeat(32))
  const asset = { id, accountId: acme.account.id, environmentId: toEnvironmentId(environmentId), publicId, folderId }
  const file = { blobId: blobId(digit.repeat(32)), thumbnailId: null, bytes: 3, etag: 'e', format: null }
  await acme.change((transaction) =>
    transaction.put('asset', {
      ...{ ...asset, resourceKind: 'raw', delivery: 'upload', displayName: publicId, version: 1 },
      file: { ...file, mediaType: 'text/plain', width: null, height: null, pages: null },
      ...{ versionId: versionId(digit.repeat(32)), originalFilename: null, tags: [], context: {}, metadata: {} },
      ...{ accessMode: 'public', accessControl: null, moderation: null, keepsBackups: false, createdBy: 'user:x' },
      ...{ uploadedAt: 1, createdAt: 1, updatedAt: 1 },
    }),
  )
}

const publicIdOf = async (acme: GivenHouse, digit: string): Promise<string | undefined> =>
  (await acme.house.store.find('asset', { accountId: acme.account.id, id: assetId(digit.repeat(32)) }))?.publicId

/** What the guide's row asks for, and the destination's right to make folders, which it leaves out. */
const task = tasks.find(({ id }) => id === 'move_folders')
const endingOf = (id: string): string => id.split('::').slice(3).join('::')

const needOf: Readonly<Record<string, string>> = {
  move_folder: 'move Folder',
  view_download: 'read Folder',
  move_assets: 'move Asset',
}

for (const mode of ['dynamic', 'fixed'] as const) {
  describe(`in a library of ${mode} folders`, () => {
    const asked = (task?.perContent ?? [])
      .filter(({ fixedFoldersOnly }) => mode === 'fixed' || !fixedFoldersOnly)
      .map(({ permissionId }) => permissionId.split('::').at(-1) ?? '')

    test('the guide’s content permissions, and the right to make folders at both ends, suffice', async (t) => {
      const acme = await givenMode(t, mode)
      await givenAsset(acme, 'brand/logos/a', acme.folder('demo:brand/logos'), 'a')
      const key = await givenLibraryKey(acme, {
        on: { 'demo:brand': [...asked, 'create_subfolders'], 'demo:campaigns': ['create_subfolders'] },
      })
      const { from, to } = await move(acme, key, 'brand/logos', 'campaigns/marks')
      assert.deepEqual([from.path, to.path], ['brand/logos', 'campaigns/marks'])
      assert.equal(await publicIdOf(acme, 'a'), mode === 'fixed' ? 'campaigns/marks/a' : 'brand/logos/a')
    })

    for (const left of asked) {
      test(`without ${left} on the origin it is denied`, async (t) => {
        const acme = await givenMode(t, mode)
        const on = { 'demo:brand': asked.filter((one) => one !== left), 'demo:campaigns': ['create_subfolders'] }
        const key = await givenLibraryKey(acme, { on })
        await assertRefused(acme, key, 'folder.move', moving('brand/logos', 'campaigns/logos'), {
          code: 'denied',
          needs: [needOf[left] ?? ''],
        })
      })
    }

    test('without the right to make folders at the destination it is denied', async (t) => {
      const acme = await givenMode(t, mode)
      const key = await givenLibraryKey(acme, { on: { 'demo:brand': asked, 'demo:campaigns': ['view_download'] } })
      for (const to of ['campaigns/logos', 'logos', 'new/logos'])
        await assertRefused(acme, key, 'folder.move', moving('brand/logos', to), {
          code: 'denied',
          needs: ['create Folder'],
        })
    })

    test('the guide’s global permissions suffice everywhere, and none of them may be left out', async (t) => {
      const everywhere = (task?.everywhere ?? []).map(({ permissionId }) => endingOf(permissionId))
      assert.ok(everywhere.includes('folder_and_asset_management::view'))
      for (const left of everywhere) {
        const acme = await givenMode(t, mode)
        const key = await givenLibraryKey(acme, { everywhere: everywhere.filter((one) => one !== left) })
        const refusal = await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))
        assert.equal(refusal.code, 'denied', left)
      }
      const acme = await givenMode(t, mode)
      const key = await givenLibraryKey(acme, { everywhere })
      assert.equal((await move(acme, key, 'brand/logos', 'logos')).to.path, 'logos')
    })

    test('content permissions count for nothing where the Media Library is closed', async (t) => {
      const acme = await givenMode(t, mode)
      const key = await givenLibraryKey(
        acme,
        { on: { 'demo:brand': asked, 'demo:campaigns': ['create_subfolders'] } },
        true,
      )
      assert.equal((await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))).code, 'denied')
    })
  })
}

test('renaming a folder with fixed paths gives its assets new public ids, and takes the right to update them', async (t) => {
  const acme = await givenMode(t, 'fixed')
  await givenAsset(acme, 'brand/a', acme.folder('demo:brand'), 'a')
  await givenAsset(acme, 'brand/logos/b', acme.folder('demo:brand/logos'), 'b')
  await givenAsset(acme, 'brandish/c', null, 'c')
  const key = await givenLibraryKey(acme, { on: { 'demo:brand': ['view_download', 'update_folder'] } })
  await assertRefused(acme, key, 'folder.move', moving('brand', 'label'), {
    ...{ code: 'denied', needs: ['update Asset', 'update Asset'] },
  })
  await giveExactly(acme, key, { on: { 'demo:brand': ['update_assets'] } })
  assert.equal((await move(acme, key, 'brand', 'label')).assets, 2)
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map((one) => publicIdOf(acme, one))), [
    ...['label/a', 'label/logos/b', 'brandish/c'],
  ])
})

describe('whoever holds roles at the destination gains them on what comes there', () => {
  const mover = ['view_download', 'move_folder', 'create_subfolders']

  async function givenDestination(t: TestContext, role: string): Promise<GivenHouse> {
    const acme = await givenAcme({ test: t })
    await store(acme, assigning(acme, 'Vera', systemRole(`folder::${role}`), { in: 'demo', folder: 'demo:campaigns' }))
    return acme
  }

  test('so the mover must hold what they hold there', async (t) => {
    const acme = await givenDestination(t, 'editor')
    const key = await givenLibraryKey(acme, { on: { 'demo:brand': mover, 'demo:campaigns': ['create_subfolders'] } })
    const { denial } = await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))
    assert.deepEqual(
      denial?.lacks.map(({ actions, on }) => `${actions.join(', ')} ${on ?? ''}`),
      ['download Asset', 'create Asset', 'update, update_metadata Asset', 'update Folder', 'move Asset'],
    )
    assert.ok(denial.lacks.every(({ parameter }) => parameter?.id === acme.folder('demo:brand/logos')))
  })

  test('and who does, may', async (t) => {
    const acme = await givenDestination(t, 'editor')
    const key = await givenLibraryKey(acme, {
      on: {
        'demo:brand': [
          ...mover,
          'download_public_assets',
          'add_assets',
          'update_assets',
          'update_folder',
          'move_assets',
        ],
        'demo:campaigns': ['create_subfolders'],
      },
    })
    assert.equal((await move(acme, key, 'brand/logos', 'campaigns/logos')).to.path, 'campaigns/logos')
  })

  test('roles given to a group count, and so do those given further up', async (t) => {
    const acme = await givenAcme({ test: t })
    await store(acme, assigning(acme, 'Idle', systemRole('folder::manager'), { in: 'demo', folder: 'demo:campaigns' }))
    const key = await givenLibraryKey(acme, {
      on: { 'demo:brand': mover, 'demo:campaigns/summer': ['create_subfolders'] },
    })
    const { code, lacks } = say(await refusalOf(move(acme, key, 'brand/logos', 'campaigns/summer/logos')))
    assert.deepEqual([code, lacks?.includes('share on Folder')], ['denied', true])
  })

  test('what the mover has at the destination is no exception: it would give that to itself', async (t) => {
    const acme = await givenAcme({ test: t })
    const key = await givenLibraryKey(acme, {
      on: { 'demo:brand': mover, 'demo:campaigns': ['create_subfolders', 'delete_assets'] },
    })
    assert.deepEqual(say(await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))), {
      code: 'denied',
      lacks: ['delete on Asset'],
    })
  })

  test('nobody gains what they hold on the folder already, and roles that have ended give nothing', async (t) => {
    const acme = await givenAcme({ test: t })
    const manager = (folder: string) => assigning(acme, 'Vera', systemRole('folder::manager'), { in: 'demo', folder })
    await store(acme, manager('demo:campaigns'))
    await store(acme, manager('demo:brand'))
    await store(
      acme,
      assigning(acme, 'Otto', systemRole('folder::manager'), { in: 'demo', folder: 'demo:campaigns' }),
      acme.clock.now,
    )
    const key = await givenLibraryKey(acme, { on: { 'demo:brand': mover, 'demo:campaigns': ['create_subfolders'] } })
    assert.equal((await move(acme, key, 'brand/logos', 'campaigns/logos')).to.path, 'campaigns/logos')
  })

  test('a Master Admin moves everything everywhere', async (t) => {
    const acme = await givenDestination(t, 'distributor')
    assert.equal((await move(acme, 'root', 'brand', 'campaigns/brand')).to.path, 'campaigns/brand')
  })
})

describe('custom policies that look at what is above a folder', () => {
  const mover = ['view_download', 'move_folder', 'create_subfolders']

  async function givenPolicy(
    t: TestContext,
    statement: (acme: GivenHouse) => string,
  ): Promise<readonly [GivenHouse, Principal]> {
    const acme = await givenAcme({ test: t })
    await acme.perform('master', 'custom-policy.create', {
      ...{ name: 'policy', description: null, level: 'environment', environmentId, isEnabled: true },
      statement: statement(acme),
    })
    return [acme, await givenLibraryKey(acme, { on: { 'demo:brand': mover, 'demo:campaigns': ['create_subfolders'] } })]
  }

  const above = (acme: GivenHouse, place: string): string => `resource.ancestor_ids.contains("${acme.folder(place)}")`
  const onAssets = 'principal, action == Cloudinary::Action::"delete", resource is Cloudinary::Asset'

  test('a permit at the destination is something to gain', async (t) => {
    const [acme, key] = await givenPolicy(t, (one) => `permit(${onAssets}) when { ${above(one, 'demo:campaigns')} };`)
    assert.deepEqual(say(await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))), {
      code: 'denied',
      lacks: ['delete on Asset'],
    })
  })

  test('a forbid at the origin is something to get rid of', async (t) => {
    const [acme, key] = await givenPolicy(t, (one) => `forbid(${onAssets}) when { ${above(one, 'demo:brand')} };`)
    assert.deepEqual(say(await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))), {
      code: 'denied',
      lacks: ['delete on Asset'],
    })
  })

  test('an exception from a forbid at the destination is one too', async (t) => {
    const [acme, key] = await givenPolicy(t, (one) => `forbid(${onAssets}) unless { ${above(one, 'demo:campaigns')} };`)
    assert.equal((await refusalOf(move(acme, key, 'brand/logos', 'campaigns/logos'))).code, 'denied')
  })

  test('a forbid at the destination, and a permit at the origin, give nobody more', async (t) => {
    const [acme, key] = await givenPolicy(t, (one) => `forbid(${onAssets}) when { ${above(one, 'demo:campaigns')} };`)
    await acme.perform('master', 'custom-policy.create', {
      ...{ name: 'other', description: null, level: 'environment', environmentId, isEnabled: true },
      statement: `permit(${onAssets}) when { ${above(acme, 'demo:brand')} };`,
    })
    assert.equal((await move(acme, key, 'brand/logos', 'campaigns/logos')).to.path, 'campaigns/logos')
  })
})
