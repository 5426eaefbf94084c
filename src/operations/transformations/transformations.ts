import { environmentId } from '../../domain/ids.ts'
import type { TransformationRecord } from '../../domain/library-records.ts'
import type { InLibrary } from '../folders/folder-place.ts'
import {
  listSettings,
  needToCreate,
  placeOfSetting,
  readSettingName,
  requireFreeName,
  requireSetting,
  unfitSetting,
  type SettingPage,
  type SettingPaging,
} from '../library-settings/named-settings.ts'
import { reading, writing, type Loading, type NeedOf } from '../operation.ts'

/** A named transformation as it is shown: a definition, which other servers render by. */
export type ShownTransformation = Pick<TransformationRecord, 'name' | 'definition' | 'isAllowedForStrict'>

/** How a request names a transformation; `t_` before the name says nothing. */
export interface NamedTransformation extends InLibrary {
  readonly name: string
}

/** Lists the named transformations that the caller may see, in the order of their names, or one. There are no others. */
export const listTransformations = reading<
  SettingPaging & { readonly name: string | null },
  SettingPage<ShownTransformation>
>({
  name: 'transformation.list',
  summary: 'List the named transformations of an environment, or show one.',
  access: {
    type: 'requires',
    needs: [
      {
        action: 'read',
        on: ['Transformation'],
        level: 'environment',
        of: ({ environmentId: environment, name }) =>
          name === null ? [] : [placeOfSetting('Transformation', canonical(name), environment)],
      },
    ],
    filters: { action: 'read', on: ['Transformation'] },
  },
  run: async ({ name, ...input }, deed) => {
    const { store, caller } = deed
    if (name !== null) {
      const found = requireSetting('Transformation', name, await findOne({ ...input, name }, deed))
      return { settings: [found], nextCursor: null, total: 1 }
    }
    return listSettings<TransformationRecord>('Transformation', input, deed, (part) =>
      store.listTransformations(caller.accountId, environmentId(input.environmentId), part),
    )
  },
})

/** Makes a named transformation: it keeps the definition, and renders nothing. */
export const createTransformation = writing<
  NamedTransformation & { readonly definition: unknown; readonly isAllowedForStrict: boolean },
  ShownTransformation
>({
  name: 'transformation.create',
  summary: 'Make a named transformation.',
  access: { type: 'requires', needs: [needToCreate('Transformation')] },
  run: async ({ isAllowedForStrict, ...input }, deed) => {
    const name = readSettingName(canonical(input.name))
    requireFreeName('Transformation', name, await findOne({ ...input, name }, deed))
    const record: TransformationRecord = {
      ...{ name, accountId: deed.caller.accountId, environmentId: environmentId(input.environmentId) },
      ...{ definition: readDefinition(input.definition), isAllowedForStrict },
      ...{ createdAt: deed.at, updatedAt: deed.at },
    }
    await deed.store.put('transformation', record)
    return record
  },
})

/** Changes a named transformation; what is null stays. */
export const updateTransformation = writing<
  NamedTransformation & { readonly definition: unknown; readonly isAllowedForStrict: boolean | null },
  ShownTransformation
>({
  name: 'transformation.update',
  summary: 'Change a named transformation.',
  access: { type: 'requires', needs: [needOn('update')] },
  run: async ({ definition, isAllowedForStrict, ...input }, deed) => {
    const standing = requireSetting('Transformation', input.name, await findOne(input, deed))
    const record = {
      ...standing,
      definition: definition === null ? standing.definition : readDefinition(definition),
      isAllowedForStrict: isAllowedForStrict ?? standing.isAllowedForStrict,
      updatedAt: deed.at,
    }
    await deed.store.put('transformation', record)
    return record
  },
})

/** Deletes a named transformation. */
export const deleteTransformation = writing<NamedTransformation, undefined>({
  name: 'transformation.delete',
  summary: 'Delete a named transformation.',
  access: { type: 'requires', needs: [needOn('delete')] },
  run: async (input, deed) => {
    await deed.store.delete('transformation', requireSetting('Transformation', input.name, await findOne(input, deed)))
    return undefined
  },
})

/** Addresses write `t_` before the name; a policy about one must not be got round by it. */
const canonical = (sent: string): string => sent.normalize('NFC').replace(/^t_/, '')

function needOn(action: 'update' | 'delete'): NeedOf<NamedTransformation> {
  return {
    action,
    on: ['Transformation'],
    level: 'environment',
    of: ({ environmentId: environment, name }) => [placeOfSetting('Transformation', canonical(name), environment)],
  }
}

function findOne(
  { environmentId: environment, name }: NamedTransformation,
  { store, caller }: Pick<Loading, 'store' | 'caller'>,
): Promise<TransformationRecord | undefined> {
  const key = { accountId: caller.accountId, environmentId: environmentId(environment), name: canonical(name) }
  return store.find('transformation', key)
}

const longestDefinition = 10_000

/** A text as URLs spell it, or a list of steps; what it means, those know who render. @throws Refusal `setting_unfit` */
function readDefinition(sent: unknown): unknown {
  const text = typeof sent === 'string' ? sent : JSON.stringify(sent ?? '')
  const isFit = text !== '""' && text !== '' && text.length <= longestDefinition && !/[\p{Cc}\p{Cs}]/u.test(text)
  if (isFit) return sent
  throw unfitSetting(
    'transformation',
    `must have 1 to ${longestDefinition} characters, none of them control characters`,
  )
}
