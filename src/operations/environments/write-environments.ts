import { refusal } from '../../domain/errors.ts'
import { environmentId } from '../../domain/ids.ts'
import type { EnvironmentRecord } from '../../domain/records.ts'
import { deleteCascade } from '../../store/cascade.ts'
import type { Transaction } from '../../store/store.ts'
import { makeApiKey } from '../keys/write-keys.ts'
import { inAccount, writing, type Deed } from '../operation.ts'
import { readNaming } from '../roles/role-rules.ts'
import { gainsOfEnvironment } from '../users/held-gains.ts'
import { copySettings } from './copy-settings.ts'
import { describeEnvironment, type EnvironmentDetail } from './describe-environment.ts'
import {
  concernsEnvironment,
  generateCloudName,
  getEnvironmentRecord,
  needOnEnvironment,
  readAttributes,
  readCloudName,
  requireFreeCloudName,
  type NamedEnvironment,
} from './environment-rules.ts'

/** What a new environment is made of. */
export interface EnvironmentCreation {
  readonly name: string
  /** Null: one is made of the name. */
  readonly cloudName: string | null
  /** The environment that settings are copied from. */
  readonly baseEnvironmentId: string | null
  /** Null: those of the base, if any. */
  readonly customAttributes: Readonly<Record<string, unknown>> | null
  /** Absent: it is. */
  readonly isEnabled?: boolean
}

/**
 * Makes an environment and its first key. That key has no roles, like every new one: whoever made it gives it some, as
 * far as they hold them there themselves.
 */
export const createEnvironment = writing<EnvironmentCreation, EnvironmentDetail>({
  name: 'environment.create',
  summary: 'Make an environment, with one API key that has no permissions yet.',
  concerns: { noun: 'environment', keyOf: null },
  access: {
    type: 'requires',
    needs: [
      {
        action: 'create',
        on: ['ProductEnvironment'],
        level: 'account',
        of: () => [inAccount('ProductEnvironment', null)],
      },
      {
        action: 'read',
        on: ['ProductEnvironment'],
        level: 'account',
        of: ({ baseEnvironmentId: id }) => (id === null ? [] : [inAccount('ProductEnvironment', environmentId(id))]),
      },
    ],
  },
  run: async (input, deed) => {
    const { name } = readNaming({ name: input.name, description: null })
    const base = await findBase(input, deed)
    const sent = input.customAttributes === null ? null : readAttributes(input.customAttributes)
    const cloudName = input.cloudName === null ? await generateCloudName(deed, name) : readCloudName(input.cloudName)
    await requireFreeCloudName(deed, cloudName, null)
    const environment: EnvironmentRecord = {
      id: deed.house.ids.environment(),
      accountId: deed.caller.accountId,
      name,
      cloudName,
      isEnabled: input.isEnabled ?? true,
      customAttributes: sent ?? base?.customAttributes ?? null,
      createdAt: deed.at,
      updatedAt: deed.at,
    }
    await deed.store.put('environment', environment)
    if (base !== null) await copySettings(base.id, environment.id, deed)
    const root = { name: 'Root', purpose: null, isEnabled: true, isRoot: true }
    const made = await makeApiKey({ environmentId: environment.id, ...root }, deed)
    return { environment, keys: [made] }
  },
})

async function findBase(
  { baseEnvironmentId: id }: EnvironmentCreation,
  deed: Deed<Transaction>,
): Promise<EnvironmentRecord | null> {
  if (id === null) return null
  const base = await deed.store.find('environment', { accountId: deed.caller.accountId, id: environmentId(id) })
  if (base !== undefined) return base
  throw refusal('environment_unknown', { id }, { fields: [{ name: 'baseEnvironmentId', value: id }] })
}

/** What changes of an environment; null stays as it is. */
export interface EnvironmentChange extends NamedEnvironment {
  readonly name: string | null
  readonly cloudName: string | null
  /** All of them anew; an empty object takes them all away. */
  readonly customAttributes: Readonly<Record<string, unknown>> | null
  /** A disabled environment denies everything in it. */
  readonly isEnabled: boolean | null
}

/** Changes an environment. Whoever enables one gives back all that was given in it, and must hold it. */
export const updateEnvironment = writing<EnvironmentChange, EnvironmentDetail>({
  name: 'environment.update',
  summary: 'Change the name, cloud name or custom attributes of an environment, or enable or disable it.',
  concerns: concernsEnvironment,
  access: { type: 'requires', needs: [needOnEnvironment('update')], filters: { action: 'read', on: ['APIKey'] } },
  gains: async (input, deed) => {
    const standing = await getEnvironmentRecord(deed, input.environmentId)
    return input.isEnabled === true && !standing.isEnabled ? gainsOfEnvironment(standing.id, deed) : []
  },
  run: async (input, deed) => {
    const standing = await getEnvironmentRecord(deed, input.environmentId)
    const changed: EnvironmentRecord = {
      ...standing,
      ...(input.name !== null && { name: readNaming({ name: input.name, description: null }).name }),
      ...(input.cloudName !== null && { cloudName: readCloudName(input.cloudName) }),
      ...(input.customAttributes !== null && { customAttributes: attributesOrNone(input.customAttributes) }),
      ...(input.isEnabled !== null && { isEnabled: input.isEnabled }),
    }
    if (changed.cloudName !== standing.cloudName) await requireFreeCloudName(deed, changed.cloudName, standing)
    const isSame = JSON.stringify(changed) === JSON.stringify(standing)
    const record = isSame ? standing : { ...changed, updatedAt: deed.at }
    await deed.store.put('environment', record)
    return describeEnvironment(record, deed)
  },
})

function attributesOrNone(sent: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> | null {
  const read = readAttributes(sent)
  return Object.keys(read).length === 0 ? null : read
}

/** Deletes an environment with everything in it: folders, collections, keys, and the roles and access given there. */
export const deleteEnvironment = writing<NamedEnvironment, undefined>({
  name: 'environment.delete',
  summary: 'Delete an environment and everything in it.',
  concerns: concernsEnvironment,
  access: { type: 'requires', needs: [needOnEnvironment('delete')] },
  run: async ({ environmentId: id }, deed) => {
    await deleteCascade(deed.store, 'environment', await getEnvironmentRecord(deed, id))
    return undefined
  },
})
