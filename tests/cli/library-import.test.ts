import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openStore } from '../../src/store/open.ts'
import { acmeFile } from '../given/acme.ts'
import { filesIn } from '../given/blobs.ts'
import { mp4, pictureIn } from '../blobs/files.ts'
import { givenMachine, type GivenMachine } from './given-terminal.ts'

interface Given extends GivenMachine {
  readonly folder: string
  readonly write: (path: string, content: string | Buffer) => Promise<void>
  /** `import` with its folder and environment. */
  readonly words: readonly string[]
  /** The assets, as `kind folder public id`, in their order. */
  readonly assets: () => Promise<readonly string[]>
}

async function given(t: TestContext): Promise<Given> {
  const machine = await givenMachine(t, acmeFile)
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-import-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return {
    ...machine,
    folder,
    words: ['library', 'import', folder, '--environment', 'demo'],
    write: async (path, content) => {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    },
    assets: async () => {
      const store = await openStore({ dataDir: machine.data })
      try {
        const [account] = await store.listAccounts()
        const folders = await store.list('folder', account!.id)
        const nameOf = new Map<string | null, string>(folders.map(({ id, name }) => [id, name]))
        const assets = await store.list('asset', account!.id)
        return assets.map((one) => `${one.resourceKind} ${nameOf.get(one.folderId) ?? '-'} ${one.publicId}`).sort()
      } finally {
        await store.close()
      }
    },
  }
}

test('a folder becomes a library: folders, names, kinds; hidden files and links stay out', async (t) => {
  const { write, folder, words, done, assets } = await given(t)
  await write('Summer tour.png', await pictureIn.png())
  await write('clips/walk.mp4', mp4(10, 10))
  await write('clips/old/prices.csv', 'a,b\n')
  await write('twins/logo.png', await pictureIn.png())
  await write('twins/logo.jpg', await pictureIn.jpg())
  await write('.hidden/secret.txt', 'x')
  await write('.DS_Store', 'x')
  await symlink('/etc/passwd', join(folder, 'passwd'))
  assert.equal(await done([...words, '--folder', '/brand/']), '5 imported, 1 left out (links, devices)')
  assert.deepEqual(await assets(), [
    'image brand brand/Summer_tour',
    'image twins brand/twins/logo_jpg',
    'image twins brand/twins/logo_png',
    'raw old brand/clips/old/prices.csv',
    'video clips brand/clips/walk',
  ])
})

test('run again, an import goes on where it broke off', async (t) => {
  const { write, words, done, assets } = await given(t)
  await write('one.png', await pictureIn.png())
  await done(words)
  await write('two.txt', 'words')
  assert.equal(await done(words), '1 imported, 1 there already')
  assert.equal(await done(words), '0 imported, 2 there already')
  assert.deepEqual(await assets(), ['image - one', 'raw - two.txt'])
})

test('a dry run says what would be done and does nothing', async (t) => {
  const { write, words, json, data, assets } = await given(t)
  await write('one.png', await pictureIn.png())
  await write('in/two.txt', 'words')
  assert.deepEqual(await json([...words, '--dry-run']), {
    uploaded: ['in/two.txt', 'one.png'],
    present: [],
    failed: [],
    leftOut: [],
  })
  assert.deepEqual(await assets(), [])
  assert.deepEqual(filesIn(join(data, 'blobs')), [])
})

test('files that fail are listed, the others are brought in, and it ends with 1', async (t) => {
  const { write, words, type, assets, data } = await given(t)
  await write('empty.txt', '')
  await write('good.txt', 'words')
  await write('x'.repeat(200) + '/y'.repeat(3) + '/deep.txt', 'words')
  const { code, output, errors } = await type(words)
  assert.equal(code, 1)
  assert.equal(output.split(',')[0], '2 imported')
  assert.match(errors, /^empty\.txt: .*Empty file/m)
  assert.match(errors, /1 files were not imported/)
  assert.equal((await assets()).length, 2)
  assert.equal(filesIn(join(data, 'blobs')).length, 2)
})

test('what can not be read is listed as well, and keeps nothing else out', async (t) => {
  const { write, folder, words, type, assets } = await given(t)
  await write('good.txt', 'words')
  // So deep that no path reaches it: one half is moved beneath the other.
  const half = Array.from({ length: 9 }, () => 'd'.repeat(250)).join('/')
  await mkdir(join(folder, 'upper', half), { recursive: true })
  await mkdir(join(folder, 'lower', half), { recursive: true })
  const beneath = join(folder, 'upper', half, 'lower')
  await rename(join(folder, 'lower'), beneath)
  const { code, output, errors } = await type(words).finally(() => rename(beneath, join(folder, 'lower')))
  assert.equal(code, 1)
  assert.equal(output.split(',')[0], '1 imported')
  assert.match(errors, /d{250}: ENAMETOOLONG/)
  assert.match(errors, /1 files were not imported/)
  assert.equal((await assets()).length, 1)
})

test('a file whose name another has is not put in its place unless that is asked for', async (t) => {
  const { write, words, type, done } = await given(t)
  await write('one.txt', 'first')
  await done(words)
  await write('one.txt', 'second')
  const refused = await type(words)
  assert.equal(refused.code, 1)
  assert.match(refused.errors, /one\.txt: another file has this name in the library/)
  assert.equal(await done([...words, '--overwrite']), '1 imported')
  assert.equal(await done(words), '0 imported, 1 there already')
})

test('a folder or an environment that is not there is told', async (t) => {
  const { folder, type } = await given(t)
  const none = await type(['library', 'import', join(folder, 'none'), '--environment', 'demo'])
  assert.deepEqual([none.code, none.errors], [1, `rolecall: ${folder}/none is not a folder`])
  const elsewhere = await type(['library', 'import', folder, '--environment', 'demos'])
  assert.equal(elsewhere.code, 1)
  assert.match(elsewhere.errors, /did you mean `demo`/i)
})
