/** What an account has; `free` and `paid` differ in seats only (design, section plans). */
export const plans = ['free', 'paid', 'enterprise'] as const

/** One of {@link plans}. */
export type Plan = (typeof plans)[number]

/** What plans gate, and which plan opens it. Reading and deleting are never gated. */
export const planFeatures = {
  permissions_api: { opens: 'enterprise', says: 'the Permissions API' },
  provisioning_api: { opens: 'enterprise', says: 'the Provisioning API' },
  custom_global_roles: { opens: 'enterprise', says: 'custom global roles' },
  custom_policies: { opens: 'enterprise', says: 'custom policies' },
  custom_folder_roles: { opens: 'assets_advanced', says: 'custom folder roles' },
} as const

/** One of the keys of {@link planFeatures}. */
export type PlanFeature = keyof typeof planFeatures

/** Tells whether an account may use a feature. */
export function planOpens(
  account: { readonly plan: Plan; readonly assetsAdvanced: boolean },
  feature: PlanFeature,
): boolean {
  const { opens } = planFeatures[feature]
  return opens === 'assets_advanced' ? account.assetsAdvanced : account.plan === opens
}
