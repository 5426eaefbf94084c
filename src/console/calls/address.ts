import { useNavigate, useSearch } from '@tanstack/react-router'

/**
 * Keeps a text in the address, so that a page can be linked to as it is seen: a tab, a filter, the row that is open.
 *
 * @returns the text, empty when absent, and what sets it; setting the empty text takes it out
 */
export function useAddressText(name: string): readonly [string, (text: string) => void] {
  // Every page shares the reader; what stands under a name is text or number.
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const found = search[name]
  const text = typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
  const set = (next: string): void => {
    void navigate({
      to: '.',
      search: (old: Readonly<Record<string, unknown>>) => ({ ...old, [name]: next === '' ? undefined : next }),
      replace: true,
    })
  }
  return [text, set]
}
