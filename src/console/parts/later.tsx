import { lazy, Suspense, type ComponentType, type FunctionComponent } from 'react'

/**
 * A component that is loaded when it is first shown, as panels and dialogs are: no screen waits for them. Nothing stands in
 * its place until then.
 *
 * @example const GroupForm = later(async () => (await import('../groups/GroupForm.tsx')).GroupForm)
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  const Loaded = lazy(async () => ({ default: await load() }))
  return function Later(props: Props) {
    return (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    )
  }
}
