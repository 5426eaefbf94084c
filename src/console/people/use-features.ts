import { useEndpoint } from '../calls/use-endpoint.ts'

/** A feature of the console or the platform that a permission opens. */
export interface Feature {
  readonly id: string
  /** What the permission that opens it is called. */
  readonly name: string
  readonly isOfAccount: boolean
}

const featurePattern = /Feature::"([^"]+)"/g

/** Asks for the features that there are, each once, by the permissions of the public catalogue. */
export function useFeatures(isWanted: boolean): readonly Feature[] {
  const { data } = useEndpoint('getSystemRolesAndPoliciesCatalog', {}, { isWanted })
  const features = new Map<string, Feature>()
  for (const { name, policy, scope_type } of data?.catalog.system_policies ?? []) {
    for (const [, id = ''] of policy.matchAll(featurePattern)) {
      const isNew = !features.has(id)
      if (isNew) features.set(id, { id, name: `${name} (${endOf(id)})`, isOfAccount: scope_type === 'account' })
    }
  }
  return [...features.values()]
}

/** `users: view` of `cld::global::users::view`. */
const endOf = (id: string): string => id.split('::').slice(2).join(': ').replaceAll('_', ' ')
