import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** One operation of the vendor's OpenAPI document. */
export interface VendorOperation {
  readonly operationId: string
  readonly method: string
  /** With parameters in braces. */
  readonly path: string
}

/** Where the vendor's document lies beside a checkout; it isn't part of the project. */
export const vendorDocumentPath = join(import.meta.dirname, '../../../shared/contract/permissions.openapi.yml')

/** Lists the vendor's operations: from its document where that lies beside the checkout, else as they were read there. */
export function listVendorOperations(): readonly VendorOperation[] {
  if (existsSync(vendorDocumentPath)) return readDocument(readFileSync(vendorDocumentPath, 'utf8'))
  console.log(`the vendor's OpenAPI document is not beside the checkout: the list in this file stands for it`)
  return known.map(([operationId, method, path]) => ({ operationId, method, path }))
}

function readDocument(text: string): readonly VendorOperation[] {
  const { paths } = parse(text) as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const { operationId } = operation as { readonly operationId?: string }
      return operationId === undefined ? [] : [{ operationId, method: method.toUpperCase(), path }]
    }),
  )
}

const base = '/v2/accounts/{account_id}/permissions'

/** As in Account Permissions API 2.0.0. */
const known: readonly (readonly [string, string, string])[] = [
  ['getSystemRolesAndPoliciesCatalog', 'GET', '/v2/accounts/permissions/public/catalog'],
  ['validateCedarPolicy', 'POST', '/v2/accounts/permissions/public/validate'],
  ['getCedarSchema', 'GET', '/v2/accounts/permissions/public/schema'],
  ['getSystemPolicies', 'GET', `${base}/policies/system`],
  ['getCustomPolicies', 'GET', `${base}/policies/custom`],
  ['createCustomPolicy', 'POST', `${base}/policies/custom`],
  ['getCustomPolicy', 'GET', `${base}/policies/custom/{policy_id}`],
  ['updateCustomPolicy', 'PUT', `${base}/policies/custom/{policy_id}`],
  ['deleteCustomPolicy', 'DELETE', `${base}/policies/custom/{policy_id}`],
  ['getEffectivePolicies', 'GET', `${base}/policies/effective`],
  ['getRoles', 'GET', `${base}/roles`],
  ['createRole', 'POST', `${base}/roles`],
  ['getRole', 'GET', `${base}/roles/{role_id}`],
  ['updateRole', 'PUT', `${base}/roles/{role_id}`],
  ['deleteRole', 'DELETE', `${base}/roles/{role_id}`],
  ['getPrincipalRoles', 'GET', `${base}/principal_roles`],
  ['updatePrincipalRoles', 'PUT', `${base}/principal_roles`],
  ['inspect', 'GET', `${base}/principal_roles/inspect`],
  ['inspectMultiple', 'POST', `${base}/principal_roles/inspect`],
  ['getRolePrincipals', 'GET', `${base}/roles/{role_id}/principals`],
  ['updateRolePrincipals', 'PUT', `${base}/roles/{role_id}/principals`],
]
