import { Random } from './random.ts'
import { folderIdOf, groupCount, idOf, principalOf } from './ids.ts'
import type { WorldSize } from './world-size.ts'

/** One custom policy in plain data; `holder` is -1 for one that concerns anyone. */
export type WorkloadCustom =
  | {
      readonly kind: 'folder_permit'
      readonly holder: number
      readonly actions: readonly string[]
      readonly folder: number
    }
  | { readonly kind: 'tag_permit'; readonly holder: number; readonly actions: readonly string[]; readonly tag: string }
  | { readonly kind: 'size_permit'; readonly holder: number; readonly actions: readonly string[] }
  | { readonly kind: 'second_factor_forbid'; readonly holder: number }
  | { readonly kind: 'download_forbid'; readonly holder: number; readonly tag: string }
  | { readonly kind: 'expiry_forbid'; readonly holder: -1; readonly before: number }

/** How many tags there are; an asset has up to three. */
export const tagCount = 200

/** The largest number of policies that concern anyone. */
const expiryLimit = 20
const kindShares = [40, 15, 15, 15, 10, 5] as const

/** The instant of every question, milliseconds. */
export const now = 1_780_000_000_000

/** Makes the custom policies of workload W in the shares it gives. */
export function makeCustoms({ size, seed, count }: { size: WorldSize; seed: number; count: number }): WorkloadCustom[] {
  const random = new Random(seed, 'customs')
  const anyUser = () => groupCount + random.below(size.users)
  const anyGroup = () => random.below(groupCount)
  const anyTag = () => `tag-${random.below(tagCount)}`
  let expiries = 0
  return Array.from({ length: count }, (): WorkloadCustom => {
    const kind = random.share(kindShares)
    const actions = random.pickSome(['read', 'update', 'download', 'tag', 'comment'], 1 + random.below(3))
    if (kind === 1) return { kind: 'tag_permit', holder: anyGroup(), actions, tag: anyTag() }
    if (kind === 2) return { kind: 'size_permit', holder: anyUser(), actions }
    if (kind === 3) return { kind: 'second_factor_forbid', holder: anyUser() }
    if (kind === 4) return { kind: 'download_forbid', holder: anyGroup(), tag: anyTag() }
    if (kind === 5 && expiries++ < expiryLimit)
      return { kind: 'expiry_forbid', holder: -1, before: now - expiries * 86_400_000 }
    return { kind: 'folder_permit', holder: anyUser(), actions, folder: random.below(size.folders) }
  })
}

/** The id of the n-th custom policy. */
export const customIdOf = (n: number): string => idOf('q', n)

/** Writes a custom policy as Cedar. */
export function customStatement(custom: WorkloadCustom): string {
  const scope = principalText(custom.holder)
  switch (custom.kind) {
    case 'folder_permit':
      return `permit (${scope}, ${actionText(custom.actions)}, resource is Cloudinary::Asset) when { resource.ancestor_ids.contains("${folderIdOf(custom.folder)}") };`
    case 'tag_permit':
      return `permit (${scope}, ${actionText(custom.actions)}, resource is Cloudinary::Asset) when { resource.tags.contains("${custom.tag}") };`
    case 'size_permit':
      return `permit (${scope}, ${actionText(custom.actions)}, resource is Cloudinary::Asset) when { resource.size < 5000 && context.mfa };`
    case 'second_factor_forbid':
      return `forbid (${scope}, ${actionText(['delete', 'move'])}, resource) unless { context.mfa };`
    case 'download_forbid':
      return `forbid (${scope}, ${actionText(['download'])}, resource is Cloudinary::Asset) when { resource.tags.contains("${custom.tag}") || resource.name like "draft*" };`
    case 'expiry_forbid':
      return `forbid (${scope}, action, resource is Cloudinary::Asset) when { resource has expires && resource.expires < ${custom.before} };`
  }
}

const entityTypes = { user: 'User', group: 'Group', api_key: 'APIKey', account_key: 'ProvisioningKey' } as const

/** A holder as a Cedar entity. */
export function entityText(holder: number): string {
  const { type, id } = principalOf(holder)
  return `Cloudinary::${entityTypes[type]}::"${id}"`
}

/** The principal part of a statement's scope. */
export function principalText(holder: number): string {
  if (holder < 0) return 'principal'
  return `principal ${holder < groupCount ? 'in' : '=='} ${entityText(holder)}`
}

const actionText = (actions: readonly string[]): string =>
  `action in [${actions.map((action) => `Cloudinary::Action::"${action}"`).join(', ')}]`
