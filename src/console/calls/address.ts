import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'

/**
 * Keeps a text in the address, so that a page can be linked to as it is seen: a tab, a filter, the row that is open.
 *
 * @param isStep true: setting it is a step that the browser's "back" takes back, and emptying it takes that step back itself
 * @returns the text, empty when absent, and what sets it; setting the empty text takes it out
 */
export function useAddressText(name: string, isStep = false): readonly [string, (text: string) => void] {
  // Every page shares the reader; what stands under a name is text or number.
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const { state } = useLocation()
  const found = search[name]
  const text = typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
  const set = (next: string): void => {
    if (next === '' && state.step === name) {
      window.history.back()
      return
    }
    void navigate({
      to: '.',
      search: (old: Readonly<Record<string, unknown>>) => ({ ...old, [name]: next === '' ? undefined : next }),
      ...(isStep && next !== '' && text === '' ? { state: { step: name } } : { replace: true }),
    })
  }
  return [text, set]
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The text that an entry of the history was made for; absent for entries that weren't made by opening something. */
    step?: string
  }
}
