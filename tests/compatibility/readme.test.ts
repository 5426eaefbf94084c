// The example of the README, run as it stands in an empty folder beside the official client.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { givenUrl } from './given-installation.ts'

const root = join(import.meta.dirname, '../..')

test('the example of the README gives a key a role on one folder, and says so of both', async (context) => {
  const { url, greeting } = await givenUrl(context, null)
  const accountUrl = /CLOUDINARY_ACCOUNT_URL='?(account:[^\s']+)/.exec(greeting)?.[1]
  assert.ok(accountUrl !== undefined, 'the greeting of the demo says what to export')
  const folder = await givenFolderWithClient(context)
  await writeFile(join(folder, 'example.mjs'), await readExample())
  const variables = { CLOUDINARY_ACCOUNT_URL: accountUrl, ROLECALL_URL: url }
  for (const attempt of ['first', 'second']) {
    const { code, output, errors } = await runExample(folder, variables)
    assert.deepEqual({ code, errors }, { code: 0, errors: '' }, attempt)
    assert.deepEqual(output.trimEnd().split('\n'), [
      "logos allow [ 'cld::policy::content::folder::add_assets' ]",
      'tents deny {',
      "  id: 'cld::role::folder::contributor',",
      "  name: 'Contributor',",
      '  size: 4,',
      "  policy_parameters: { folder_id: 'FOLDER' }",
      '}',
    ])
  }
})

/** The only block of the README that imports the client. */
async function readExample(): Promise<string> {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code)
  const [example, ...others] = blocks.filter((code) => code.includes('@cloudinary/account-provisioning'))
  assert.deepEqual(others, [])
  assert.ok(example !== undefined, 'the README has an example with the official client')
  return example
}

/** An empty folder in which the official client is installed, and nothing else of the project. */
async function givenFolderWithClient(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rolecall-readme-'))
  context.after(() => rm(folder, { recursive: true, force: true }))
  const client = 'node_modules/@cloudinary/account-provisioning'
  await mkdir(dirname(join(folder, client)), { recursive: true })
  await symlink(join(root, client), join(folder, client))
  return folder
}

interface Finished {
  readonly code: number | null
  /** Ids of folders, which differ from run to run, as `FOLDER`. */
  readonly output: string
  readonly errors: string
}

function runExample(folder: string, variables: Readonly<Record<string, string>>): Promise<Finished> {
  const env = { PATH: process.env.PATH, NO_COLOR: '1', ...variables }
  const program = spawn(process.execPath, ['example.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  program.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  program.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString()))
  return new Promise((settle) => {
    program.once('close', (code) => settle({ code, output: output.replaceAll(/[cd][0-9a-f]{33}/g, 'FOLDER'), errors }))
  })
}
