// Access tokens, by the official clients' own options for them: nothing is signed then, and uploads carry them too.
import { CloudinaryAssetMgmt } from '@cloudinary/asset-management'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { apiKeyId } from '../../src/domain/ids.ts'
import { basic } from '../api/given-server.ts'
import { givenServedLibrary, type ServedLibrary } from '../given/asset-clients.ts'
import { pixel } from '../given/library.ts'
import { startAssetMcpWithToken } from './mcp-client.ts'

/** Asks for a token as any client of OAuth does: a form, with the key and its secret by Basic authentication. */
async function tokenOf({ url }: Pick<ServedLibrary, 'url'>, key = '100'): Promise<string> {
  const answer = await fetch(`${url}/api/environments/demo/access_tokens`, {
    method: 'POST',
    headers: basic(key, 's'),
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  const { access_token: token } = (await answer.json()) as { readonly access_token?: string }
  if (token === undefined) throw new Error(`there is no token: ${answer.status}`)
  return token
}

async function givenTokens(t: TestContext) {
  const served = await givenServedLibrary(t)
  const assets = (oauth2: string) =>
    new CloudinaryAssetMgmt({ serverURL: served.url, cloudName: 'demo', security: { oauth2 } })
  return { ...served, assets, token: await tokenOf(served), bare: await tokenOf(served, '101') }
}

const failureOf = async (call: Promise<unknown>): Promise<unknown> => {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  )
  return (failure as { readonly statusCode?: unknown } | null)?.statusCode
}

test('the asset client uploads, shows and lists by its OAuth token', async (t) => {
  const { assets, token, bare, find } = await givenTokens(t)
  const client = assets(token)
  const made = await client.upload.upload('image', { file: pixel, publicId: 'a' })
  assert.equal((made as { readonly publicId?: unknown }).publicId, 'a')
  const shown = await client.assets.getResourceByPublicId('image', 'upload', 'a')
  assert.deepEqual([shown.publicId, shown.assetId], ['a', (await find('a'))?.id])
  const listed = await client.assets.listImages()
  assert.deepEqual(
    listed.resources?.map(({ publicId }) => publicId),
    ['a'],
  )
  const folders = await client.folders.listRootFolders({})
  assert.deepEqual(
    folders.folders.map(({ name }) => name),
    ['brand', 'campaigns'],
  )
  const stranger = assets(bare)
  const upload = { file: pixel, publicId: 'b' }
  assert.equal(await failureOf(stranger.upload.upload('image', upload)), 403)
  assert.equal(await failureOf(assets(`${token}x`).upload.upload('image', upload)), 401)
  assert.equal(await find('b'), undefined)
})

test('the classic client uploads and administers by its `oauth_token`', async (t) => {
  const { uploader, admin, token, bare, find } = await givenTokens(t)
  const by = (oauth_token: string) => ({ oauth_token, api_key: undefined, api_secret: undefined })
  const made = await uploader.upload?.(pixel, { ...by(token), public_id: 'a' })
  assert.equal(made?.public_id, 'a')
  const shown = await admin.resource?.('a', by(token))
  assert.equal(shown?.asset_id, (await find('a'))?.id)
  assert.deepEqual((await admin.ping?.(by(bare)))?.status, 'ok')
  const denied = await admin.resource?.('a', by(bare)).catch((error: unknown) => error)
  const { error } = denied as { readonly error: { readonly http_code: number } }
  assert.equal(error.http_code, 403)
  const wrong = await admin.ping?.(by('nonsense')).catch((failure: unknown) => failure)
  const { message } = (wrong as { readonly error: { readonly message: string } }).error
  assert.match(message, /^Invalid token/)
})

test('the MCP server calls by `--oauth2`', async (t) => {
  const { url, token } = await givenTokens(t)
  const mcp = await startAssetMcpWithToken(t, url, token)
  const upload = { file: pixel, public_id: 'a' }
  const made = await mcp.call('upload-asset', { resource_type: 'image', upload_request: upload })
  assert.deepEqual([made.isError, (made.body as { readonly public_id?: unknown }).public_id], [false, 'a'])
})

test('originals that are not public are given to a token of who may download them', async (t) => {
  const { url, token, bare, acme, upload } = await givenTokens(t)
  await upload('secret', { type: 'authenticated' })
  const get = async (text: string): Promise<number> => {
    const answer = await fetch(`${url}/demo/image/authenticated/secret`, {
      headers: { authorization: `Bearer ${text}` },
    })
    return answer.status
  }
  assert.deepEqual([await get(token), await get(bare), await get('nonsense')], [200, 403, 401])
  const key = { accountId: acme.account.id, id: apiKeyId('100') }
  await acme.change(async (tx) => {
    const record = await tx.find('api_key', key)
    if (record !== undefined) await tx.put('api_key', { ...record, isEnabled: false })
  })
  assert.equal(await get(token), 401)
})
