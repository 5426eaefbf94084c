// The console as people use it: a real server with the demo account, a real browser, and the official client to look at
// what came of it. All files of this folder share one process and one browser.
import { CldProvisioning } from '@cloudinary/account-provisioning'
import assert from 'node:assert/strict'
import { after, type TestContext } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { startBrowser } from '../../scripts/screens/browser.ts'
import { startConsoleServer, type ConsoleServer } from '../../scripts/screens/console-server.ts'
import { openPage, signIn, type Look } from '../../scripts/screens/pages.ts'
import { viewers, type Viewer } from '../../scripts/screens/shown-screen.ts'
import { demoNames } from '../../src/operations/bootstrap/demo-file.ts'
import type { BootstrapFile } from '../../src/server/first-start.ts'
import type { MailSettings } from '../../src/server/mail.ts'

let browser: Promise<Browser> | null = null
after(async () => {
  await (await browser)?.close()
})

/** A console with its server. */
export interface GivenConsole {
  readonly server: ConsoleServer
  /** The official client, with the demo account's key that may do everything: what a journey did is asked of it. */
  readonly official: CldProvisioning
  /** Opens a page as somebody; what the page's code throws, or its policy stops, fails the test. */
  readonly open: (viewer: Viewer, look?: Look) => Promise<Page>
}

/** Starts a console; all of it ends with the test. */
export async function givenConsole(
  test: TestContext,
  bootstrap: BootstrapFile | null = null,
  mail: MailSettings | null = null,
): Promise<GivenConsole> {
  const server = await startConsoleServer(bootstrap, mail)
  const pages: Page[] = []
  const errors: string[] = []
  test.after(async () => {
    for (const page of pages) await page.context().close()
    await server.close()
    assert.deepEqual(errors, [], 'the page reported errors')
  })
  return {
    server,
    official: new CldProvisioning({
      serverURL: server.url,
      accountId: demoNames.accountId,
      security: {
        provisioningApiKey: demoNames.masterKey,
        provisioningApiSecret: bootstrap === null ? server.secretOf(demoNames.masterKey) : '',
      },
    }),
    open: async (viewer, look) => {
      browser ??= startBrowser()
      const page = await openPage(await browser, server, look)
      pages.push(page)
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // An answer that says no is part of many journeys.
        const isError = message.type() === 'error' && !message.text().startsWith('Failed to load resource')
        if (isError) errors.push(message.text())
      })
      const email = viewers[viewer]
      if (email !== null) await signIn(page, server, email)
      return page
    },
  }
}
