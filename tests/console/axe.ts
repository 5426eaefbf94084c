import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[]
}

/** The rules that come out otherwise in another theme. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** Fails where a page, as it stands, breaks a rule of WCAG 2.2 AA that a program can see. */
export async function assertAccessible(page: Page, what: string, rules: 'all' | 'colours' = 'all'): Promise<void> {
  // Evaluated by the debugger, which the page's policy doesn't stop.
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(source)
  const runOnly = rules === 'all' ? standards : colourRules
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(runOnly)} }).then(({ violations }) => violations)`,
  )
  const said = found.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary }) => `    ${target.join(' ')}\n${failureSummary}`)
    return `  ${id}: ${help}\n${places.join('\n')}`
  })
  assert.equal(said.length, 0, `${what}:\n${said.join('\n')}`)
}
