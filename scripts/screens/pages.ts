import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { ConsoleServer } from './console-server.ts'

/** How a page is looked at. */
export interface Look {
  readonly theme?: 'light' | 'dark'
  /** A telephone of 360 points; else a desk. */
  readonly isPhone?: boolean
}

const desk = { width: 1440, height: 900 }
const phone = { width: 360, height: 740 }

/** Opens an empty page in a window of its own, with nobody signed in. */
export async function openPage(browser: Browser, { url }: ConsoleServer, look: Look = {}): Promise<Page> {
  const { theme = 'light', isPhone = false } = look
  const options: BrowserContextOptions = {
    baseURL: url,
    colorScheme: theme,
    viewport: isPhone ? phone : desk,
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    deviceScaleFactor: isPhone ? 2 : 1,
  }
  const page = await (await browser.newContext(options)).newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Looks at a page that is open in the other theme, or from another width; what is open on it stays. */
export async function lookAt(page: Page, { theme = 'light', isPhone = false }: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
  await page.setViewportSize(isPhone ? phone : desk)
}

/** Signs somebody of the demo account in, by the form. */
export async function signIn(page: Page, server: ConsoleServer, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(server.passwordOf(email))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Your profile and settings' }).waitFor()
}
