// Makes the pictures of every screen, at a desk and on a telephone, in both themes: `docs/screens/*.png`.
// Names given on the command line choose some: `node scripts/run.mjs screens roles sign-in`.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { startBrowser } from './screens/browser.ts'
import { startConsoleServer } from './screens/console-server.ts'
import { longAccount } from './screens/long-names.ts'
import { lookAt, openPage, signIn } from './screens/pages.ts'
import { goToScreen, shownScreens } from './screens/screen-list.ts'
import { isPlainState, viewers, type ShownScreen } from './screens/shown-screen.ts'

const folder = join(dirname(import.meta.dirname), 'docs/screens')
mkdirSync(folder, { recursive: true })
const chosen = process.argv.slice(2)
const wanted = shownScreens.filter(({ name }) => chosen.length === 0 || chosen.includes(name))
const themes = ['light', 'dark'] as const

const browser = await startBrowser()
let count = 0
try {
  for (const account of ['demo', 'long'] as const) {
    const screens = wanted.filter((screen) => (screen.account ?? 'demo') === account)
    if (screens.length > 0) await picture(account, screens)
  }
  console.log(`made ${count} pictures of ${wanted.length} states of screens`)
} finally {
  await browser.close()
}

async function picture(account: 'demo' | 'long', screens: readonly ShownScreen[]): Promise<void> {
  const server = await startConsoleServer(account === 'long' ? longAccount : null)
  try {
    for (const isPhone of [false, true]) {
      for (const viewer of ['visitor', 'master', 'member'] as const) {
        const own = screens.filter((screen) => screen.viewer === viewer)
        if (own.length === 0) continue
        const page = await openPage(browser, server, { isPhone })
        const email = viewers[viewer]
        if (email !== null) await signIn(page, server, email)
        for (const screen of own) await pictureOf(page, screen, isPhone)
        await page.context().close()
      }
    }
  } finally {
    await server.close()
  }
}

/** Of a plain state two pictures suffice: at a desk in the light, on a telephone in the dark. */
async function pictureOf(page: Page, screen: ShownScreen, isPhone: boolean): Promise<void> {
  await lookAt(page, { isPhone })
  await goToScreen(page, screen)
  await page.evaluate('document.fonts.ready')
  for (const theme of isPlainState(screen) ? [themes[Number(isPhone)] ?? 'light'] : themes) {
    await lookAt(page, { theme, isPhone })
    const name = `${screen.name}-${isPhone ? 'phone' : 'desk'}-${theme}.png`
    await writeSmall(await page.screenshot(), join(folder, name))
    count += 1
  }
}

/** Writes a picture with a palette of its own: flat colours look the same in a third of the bytes. */
async function writeSmall(png: Buffer, path: string): Promise<void> {
  await sharp(png).png({ palette: true, colours: 192, effort: 7, compressionLevel: 9 }).toFile(path)
}
