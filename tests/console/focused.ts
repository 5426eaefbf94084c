import type { Page } from 'playwright-core'

/** What has the focus. */
export interface Focused {
  readonly tag: string
  readonly role: string
  /** As a screen reader would call it: by what labels it, else by its text; white space is one blank. */
  readonly name: string
  /** Whether an outline shows it, in sight and not behind something else. */
  readonly isShown: boolean
  /** Whether what is typed goes into it. */
  readonly isEditable: boolean
  /** The option of its list that is active, to the eye and to screen readers; null where it has none. */
  readonly active: string | null
}

/** Looks at what has the focus. */
export const focusedOn = (page: Page): Promise<Focused> => page.evaluate<Focused>(program)

/** Names what has the focus, for an error. */
export const inWords = ({ tag, role, name }: Focused): string =>
  `${role === '' ? tag : role}${name === '' ? '' : ` “${name.slice(0, 60)}”`}`

/** What shows the focus is the element, or what stands for it: a box around a field, the label beside a hidden input. */
const program = `(() => {
  const element = document.activeElement ?? document.body
  // After the last stop comes the window around the page, but never out of a dialog.
  if (element === document.body) {
    const isShown = document.querySelector('[role="dialog"]') === null
    return { tag: 'body', role: '', name: '', isShown, isEditable: false, active: null }
  }
  const textOf = (one) => (one?.textContent ?? '').replaceAll(/\\s+/g, ' ').trim()
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter((id) => id !== '')
  const named = [
    ids.map((id) => textOf(document.getElementById(id))).join(' '),
    element.getAttribute('aria-label') ?? '',
    textOf(element.labels?.[0]).replace(/ ?\\*$/, ''),
    textOf(element),
  ]
  const marks = [element, element.nextElementSibling, element.closest('label'), element.closest('[class*="Input-input"]')]
  const hasOutline = (one) => {
    if (one === null) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && one.getBoundingClientRect().width > 1
  }
  const outlined = marks.find(hasOutline)
  const box = (outlined ?? element).getBoundingClientRect()
  const at = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2
  const hit = document.elementFromPoint(at(box.left, box.right, innerWidth), at(box.top, box.bottom, innerHeight))
  const isOnTop = hit !== null && (hit.contains(element) || (outlined ?? element).contains(hit))
  const active = document.getElementById(element.getAttribute('aria-activedescendant') ?? '')
  return {
    tag: element.tagName.toLowerCase(),
    role: element.getAttribute('role') ?? '',
    name: named.find((one) => one !== '') ?? '',
    isShown: outlined !== undefined && box.bottom > 0 && box.top < innerHeight && isOnTop,
    isEditable: element.matches('input:not([type=radio], [type=checkbox]), textarea') && !element.readOnly,
    active: active?.matches('[data-combobox-selected]') === true ? textOf(active) : null,
  }
})()`
