// Makes the pictures of every screen, at a desk and on a telephone, in both themes: `docs/screens/*.png`.
// Names given on the command line choose some: `node scripts/run.mjs screens roles sign-in`.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { startBrowser } from './screens/browser.ts'
import { startConsoleServer } from './screens/console-server.ts'
import { openPage, signIn } from './screens/pages.ts'
import { goToScreen, shownScreens } from './screens/screen-list.ts'
import { viewers } from './screens/shown-screen.ts'

const folder = join(dirname(import.meta.dirname), 'docs/screens')
mkdirSync(folder, { recursive: true })
const chosen = process.argv.slice(2)
const wanted = shownScreens.filter(({ name }) => chosen.length === 0 || chosen.includes(name))

const server = await startConsoleServer()
const browser = await startBrowser()
try {
  for (const theme of ['light', 'dark'] as const) {
    for (const isPhone of [false, true]) {
      for (const viewer of ['visitor', 'master', 'member'] as const) {
        const page = await openPage(browser, server, { theme, isPhone })
        const email = viewers[viewer]
        const own = wanted.filter((screen) => screen.viewer === viewer)
        if (email !== null && own.length > 0) await signIn(page, server, email)
        for (const screen of own) {
          await goToScreen(page, screen)
          await page.evaluate('document.fonts.ready')
          const name = `${screen.name}-${isPhone ? 'phone' : 'desk'}-${theme}.png`
          await writeSmall(await page.screenshot(), join(folder, name))
        }
        await page.context().close()
      }
    }
  }
  console.log(`made ${wanted.length * 4} pictures of ${wanted.length} screens`)
} finally {
  await browser.close()
  await server.close()
}

/** Writes a picture with a palette of its own: flat colours look the same in a third of the bytes. */
async function writeSmall(png: Buffer, path: string): Promise<void> {
  await sharp(png).png({ palette: true, colours: 192, effort: 7, compressionLevel: 9 }).toFile(path)
}
