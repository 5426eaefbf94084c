/** Where the focus was. */
interface Stop {
  readonly element: HTMLElement
  /** The dialog, menu or page that the element is in. */
  readonly layer: HTMLElement
  /** From the element outward, as far as the layer. */
  readonly path: readonly { readonly parent: Element; readonly index: number }[]
}

/**
 * Keeps the focus from being lost when what has it goes away: from a dialog or a menu it goes back to what opened it,
 * from a line of a list to its neighbour, else to the beginning of what is around it. A button that is busy has it again
 * when it is done.
 *
 * @returns what ends the keeping
 * @see https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/ (read 2026-11-30)
 */
export function keepFocus(): () => void {
  let last: Stop | null = null
  let busy: Stop | null = null
  const openers = new WeakMap<Element, Stop>()
  const note = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return
    const stop = stopAt(target)
    if (last !== null && isOver(stop.layer) && !openers.has(stop.layer) && !isOpenedFrom(stop.layer, last, openers)) {
      openers.set(stop.layer, last)
    }
    last = stop
  }
  const forget = ({ relatedTarget, target }: FocusEvent): void => {
    // Put nowhere by whoever presses beside everything: that is where they want it.
    const isGivenUp = (): boolean => last?.element === target && isThere(last.element) && isNowhere()
    if (relatedTarget === null) queueMicrotask(() => isGivenUp() && (last = null))
  }
  const mend = (): void => {
    if (busy !== null && !isBusy(busy.element)) {
      if (document.activeElement === busy.layer || isNowhere()) busy.element.focus()
      busy = null
    }
    if (last === null || (!isNowhere() && document.activeElement !== last.element)) return
    if (isThere(last.element)) return
    if (isBusy(last.element)) busy = last
    placeFor(last, openers).focus({ preventScroll: true })
  }
  const observer = new MutationObserver(mend)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  document.addEventListener('focusin', note)
  document.addEventListener('focusout', forget)
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', note)
    document.removeEventListener('focusout', forget)
  }
}

/** Tells whether a stop is in a layer, or in one that was opened from there: its way back leads there already. */
function isOpenedFrom(layer: Element, stop: Stop, openers: WeakMap<Element, Stop>): boolean {
  for (let at: Stop | undefined = stop; at !== undefined; at = openers.get(at.layer))
    if (at.layer === layer) return true
  return false
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body

const isBusy = (element: HTMLElement): boolean => element.isConnected && element.matches(':disabled')

const isThere = (element: HTMLElement): boolean => element.isConnected && !isBusy(element)

const overlay = '[role="dialog"], [role="menu"]'
const isOver = (layer: Element): boolean => layer.matches(overlay)

const pageOf = (): HTMLElement => document.getElementById('content') ?? document.body

function stopAt(element: HTMLElement): Stop {
  const layer = element.closest<HTMLElement>(overlay) ?? element.closest('main') ?? document.body
  const path: { parent: Element; index: number }[] = []
  for (let at: Element = element; at !== layer && at.parentElement !== null; at = at.parentElement) {
    path.push({ parent: at.parentElement, index: [...at.parentElement.children].indexOf(at) })
  }
  return { element, layer, path }
}

/** What stands for something that is gone: itself where it isn't, a neighbour, what opened its layer, or the layer. */
function placeFor({ element, layer, path }: Stop, openers: WeakMap<Element, Stop>): HTMLElement {
  if (isThere(element)) return element
  if (!layer.isConnected) {
    const opener = openers.get(layer)
    return opener === undefined ? pageOf() : placeFor(opener, openers)
  }
  // Elsewhere than in lists and forms a whole page may have taken the place of another.
  const left = element.isConnected ? undefined : path.find(({ parent }) => parent.isConnected)
  const neighbours = left?.parent.matches('tbody, ul, ol, form *') === true ? neighboursOf(left.parent, left.index) : []
  return neighbours[0] ?? (layer === document.body ? pageOf() : layer)
}

const focusable = 'a[href], button:enabled, input:enabled, textarea:enabled, [tabindex]'

/** What can have the focus nearest to a place: in what moved up into it, before it, after it. */
const neighboursOf = (parent: Element, index: number): readonly HTMLElement[] =>
  [index, index - 1, index + 1]
    .flatMap((position) => parent.children[position] ?? [])
    .flatMap((child) => (child.matches(focusable) ? child : (child.querySelector(focusable) ?? [])))
    .filter((found) => found instanceof HTMLElement)
