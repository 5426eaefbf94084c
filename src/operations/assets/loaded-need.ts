import type { NeedOf, Place } from '../operation.ts'

/** A need of an operation on one environment, whose places are known from what was loaded. */
export const loadedNeed = <Input, Loaded>(
  action: string,
  on: 'Asset' | 'Folder',
  of: (loaded: Loaded, input: Input) => readonly Place[],
): NeedOf<Input, Loaded> => ({
  action,
  on: [on],
  level: 'environment',
  of: (input, _caller, _engine, loaded) => of(loaded, input),
})

/** As {@link loadedNeed}, of a need that comes with what is there; see `isTelling`. */
export const tellingNeed = <Input, Loaded>(
  ...parameters: Parameters<typeof loadedNeed<Input, Loaded>>
): NeedOf<Input, Loaded> => ({ ...loadedNeed(...parameters), isTelling: true })
