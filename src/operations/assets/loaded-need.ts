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
