import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { longAccount } from '../../scripts/screens/long-names.ts'
import { lookAt, type Look } from '../../scripts/screens/pages.ts'
import { goToScreen, shownScreens } from '../../scripts/screens/screen-list.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole } from './given-console.ts'

/** Wide and narrow, light and dark; what has nothing to do with colour is the same in both themes. */
const looks: readonly (Look & { readonly rules: 'all' | 'colours' })[] = [
  { isPhone: false, theme: 'light', rules: 'all' },
  { isPhone: false, theme: 'dark', rules: 'colours' },
  { isPhone: true, theme: 'dark', rules: 'all' },
  { isPhone: true, theme: 'light', rules: 'colours' },
]

describe('every screen, and all that opens over it, keeps WCAG 2.2 AA as far as a program can see', () => {
  for (const account of ['demo', 'long'] as const) {
    test(`in both themes, at a desk and on a telephone of 360 points: the ${account} account`, async (context) => {
      const { open } = await givenConsole(context, account === 'long' ? longAccount : null)
      const faults: string[] = []
      let count = 0
      for (const viewer of ['visitor', 'master', 'member'] as const) {
        const own = shownScreens.filter((one) => one.viewer === viewer && (one.account ?? 'demo') === account)
        if (own.length === 0) continue
        const page = await open(viewer)
        for (const screen of own) {
          await lookAt(page, {})
          await goToScreen(page, screen)
          for (const { rules, ...look } of looks) {
            await lookAt(page, look)
            const what = `${screen.name}, ${look.isPhone === true ? 'phone' : 'desk'}, ${look.theme ?? ''}`
            await assertAccessible(page, what, rules).catch((error: unknown) => faults.push(String(error)))
            const width = await page.evaluate<number>('document.documentElement.scrollWidth')
            if (look.isPhone === true && width > 360) faults.push(`${what} is ${width} points wide`)
          }
          count += 1
        }
      }
      console.log(
        `accessibility: looked at ${count} states of screens of the ${account} account in ${looks.length} looks`,
      )
      assert.equal(faults.length, 0, faults.join('\n'))
    })
  }
})
