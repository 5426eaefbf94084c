import type { Endpoint, Family } from '../api/endpoint.ts'
import { refusal } from '../domain/errors.ts'
import { environmentId, type EnvironmentId } from '../domain/ids.ts'
import { planOpens, type PlanFeature } from '../domain/plan.ts'
import type { House } from '../operations/house.ts'
import type { KeyKind } from '../store/store.ts'
import type { Authenticated } from './authenticate.ts'

/** Whom a family of endpoints is for, besides people who are signed in. */
interface Admission {
  readonly kinds: readonly KeyKind[]
  /** The feature of the plan that opens the family as a whole to keys. People in the console use it on every plan. */
  readonly feature: PlanFeature | null
}

const admissions: Readonly<Record<Family, Admission>> = {
  permissions: { kinds: ['account_key'], feature: 'permissions_api' },
  provisioning: { kinds: ['account_key'], feature: 'provisioning_api' },
  decisions: { kinds: ['account_key', 'api_key'], feature: null },
  session: { kinds: ['account_key'], feature: null },
  admin: { kinds: ['api_key'], feature: null },
  library: { kinds: ['api_key'], feature: null },
}

/** The keys that a family of endpoints takes. */
export const keysFor = (family: Family): readonly KeyKind[] => admissions[family].kinds

/** Every request whose sender is known counts, refused ones too. */
export async function noteUse(
  { operation }: Pick<Endpoint, 'operation'>,
  { accounts, clock, usage }: House,
  caller: Authenticated,
  named: EnvironmentId | null,
): Promise<void> {
  const { environments, holders } = (await accounts.engineOf(caller.accountId)).snapshot
  const [own] = caller.by.type === 'api_key' ? (holders.find(caller.by)?.environments ?? []) : []
  const place = own === undefined ? named : environmentId(environments.id(own))
  usage.note({ ...caller, environmentId: place, operation, at: clock() })
}

/**
 * Requires what an endpoint, or its family as a whole, takes of the plan; of people in the console it takes nothing.
 *
 * @throws Refusal `denied` (facts 11, U28)
 */
export async function requirePlan(
  { family, feature: own }: Pick<Endpoint, 'family' | 'feature'>,
  { accounts }: House,
  caller: Authenticated,
): Promise<void> {
  const feature = own ?? admissions[family].feature
  if (feature === null || caller.session !== undefined) return
  const { account } = (await accounts.engineOf(caller.accountId)).snapshot
  if (account !== null && planOpens(account, feature)) return
  const { message } = refusal('plan_lacks', { feature })
  throw refusal('denied', undefined, { more: { reason: message } })
}
