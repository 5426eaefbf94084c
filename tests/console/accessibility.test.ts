import { describe, test } from 'node:test'
import { goToScreen, shownScreens } from '../../scripts/screens/screen-list.ts'
import { assertAccessible } from './axe.ts'
import { givenConsole } from './given-console.ts'

describe('every screen keeps WCAG 2.2 AA as far as a program can see', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`in the ${theme} theme`, async (context) => {
      const { open } = await givenConsole(context)
      for (const viewer of ['visitor', 'master', 'member'] as const) {
        const page = await open(viewer, { theme })
        for (const screen of shownScreens.filter((one) => one.viewer === viewer)) {
          await goToScreen(page, screen)
          await assertAccessible(page, `${screen.name}, ${theme}`)
        }
      }
      console.log(`accessibility: looked at ${shownScreens.length} screens in the ${theme} theme`)
    })
  }

  test('no screen is wider than a telephone of 360 points', async (context) => {
    const { open } = await givenConsole(context)
    for (const viewer of ['visitor', 'master', 'member'] as const) {
      const page = await open(viewer, { isPhone: true })
      for (const screen of shownScreens.filter((one) => one.viewer === viewer)) {
        await goToScreen(page, screen)
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (width > 360) throw new Error(`${screen.name} is ${width} points wide`)
      }
    }
  })
})
