// The pages of public links in a real browser: what people see, in both themes, on a desk and on a telephone.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole, type GivenConsole } from './given-console.ts'

interface Listed {
  readonly folders?: readonly { readonly name: string; readonly external_id: string }[]
}

/** Calls the demo library's API as the key that may do everything. */
async function call<T>({ server }: GivenConsole, path: string, body?: unknown): Promise<T> {
  const secret = server.secretOf(demoNames.fullKey)
  const headers = {
    authorization: `Basic ${Buffer.from(`${demoNames.fullKey}:${secret}`).toString('base64')}`,
    ...(body !== undefined && { 'content-type': 'application/json' }),
  }
  const options = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const answer = await fetch(`${server.url}${path}`, { headers, ...options })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}

const names = [
  'Tent at first light',
  'Ridge',
  'River crossing',
  'Boots, detail',
  'Map & compass',
  'Camp kitchen',
] as const

/** Puts drawn pictures of several shapes into a folder. @returns the id of the last one */
async function fill(given: GivenConsole): Promise<string> {
  let last = ''
  for (const [number, name] of names.entries()) {
    const [width, height] = number % 3 === 1 ? [600, 900] : [1200, 800]
    const hue = number * 55
    const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
      <rect width="100%" height="100%" fill="hsl(${hue},45%,72%)"/>
      <path d="M0 ${height} L${width * 0.35} ${height * 0.3} L${width * 0.6} ${height * 0.65} L${width * 0.75} ${height * 0.45}
        L${width} ${height}Z" fill="hsl(${hue},40%,38%)"/>
      <circle cx="${width * 0.8}" cy="${height * 0.2}" r="${width * 0.07}" fill="hsl(45,90%,85%)"/></svg>`
    const file = `data:image/svg+xml;base64,${Buffer.from(drawing).toString('base64')}`
    const asked = { file, asset_folder: folderName, display_name: name }
    const sent = await call<{ asset_id: string }>(given, `/v1_1/${demoNames.cloudName}/image/upload`, asked)
    last = sent.asset_id
  }
  return last
}

const folderName = 'campaigns'

async function openLink(given: GivenConsole, body: object): Promise<string> {
  const base = `/api/environments/${demoNames.cloudName}/public-links`
  const { address } = await call<{ readonly address: string }>(given, base, body)
  return new URL(address).pathname
}

const isNarrow = (page: Page): Promise<boolean> =>
  page.evaluate<boolean>('document.documentElement.scrollWidth <= window.innerWidth')

describe('the pages of public links', () => {
  test('are accessible in both themes, fit a telephone, show real pictures, and need no script', async (context) => {
    const given = await givenConsole(context)
    const asset = await fill(given)
    const { folders = [] } = await call<Listed>(given, `/v1_1/${demoNames.cloudName}/folders`)
    const folder = folders.find(({ name }) => name === folderName)
    const target = { type: 'folder', id: folder?.external_id ?? '' }
    const shown = { allow_download: true, expires_at: '2030-01-01T00:00:00Z' }
    const paths = {
      folder: await openLink(given, { target, title: 'Summer campaign — pictures for the press', ...shown }),
      asset: await openLink(given, { target: { type: 'asset', id: asset }, ...shown }),
      password: await openLink(given, { target, password: 'correct horse' }),
      closed: '/p/nothing',
    }
    for (const theme of ['light', 'dark'] as const) {
      for (const isPhone of [false, true]) {
        const page = await given.open('visitor', { theme, isPhone })
        for (const [name, path] of Object.entries(paths)) {
          await page.goto(path)
          if (name === 'folder' || name === 'asset') {
            await page.locator('img').first().waitFor()
            const isDrawn = 'document.images[0].decode().then(() => document.images[0].naturalWidth > 1)'
            assert.equal(await page.evaluate<boolean>(isDrawn), true, `${name} shows no picture`)
          }
          assert.ok(await isNarrow(page), `${name} is wider than its window`)
          await assertAccessible(page, `${name}, ${theme}`)
          const folderOfPictures = process.env['ROLECALL_PICTURES']
          if (folderOfPictures !== undefined) {
            const file = `${folderOfPictures}/link-${name}-${theme}${isPhone ? '-phone' : ''}.png`
            if (!isPhone) await page.setViewportSize({ width: 1440, height: 900 })
            await page.screenshot({ path: file, fullPage: isPhone })
          }
        }
      }
    }
  })

  test('open by the password, typed into the form', async (context) => {
    const given = await givenConsole(context)
    const asset = await fill(given)
    const path = await openLink(given, {
      target: { type: 'asset', id: asset },
      title: 'Behind',
      password: 'correct horse',
    })
    const page = await given.open('visitor')
    await page.goto(path)
    await page.getByLabel('Password').fill('wrong horse')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('alert').waitFor()
    await assertAccessible(page, 'a wrong password')
    await page.getByLabel('Password').fill('correct horse')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByRole('heading', { name: 'Behind' }).waitFor()
    await page.locator('img').first().waitFor()
    assert.equal(await page.evaluate<string>('document.cookie'), '')
  })
})
