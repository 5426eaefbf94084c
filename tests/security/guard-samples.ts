// data table: what the guard must say to endpoints whose schema alone makes no request that gets as far as a decision.
import type { endpoints } from '../../src/api/index.ts'

type EndpointId = keyof typeof endpoints

/** Fields by the endpoint's id. */
export const guardSamples: { readonly [Id in EndpointId]?: Readonly<Record<string, unknown>> } = {
  createCustomPolicy: { policy_statement: 'permit(principal, action, resource);', scope_type: 'account' },
  updateCustomPolicy: {
    policy_statement: 'permit(principal, action, resource);',
    scope_type: 'account',
    enabled: false,
  },
  decide: {
    principal: { type: 'user', id: 'x' },
    action: 'read',
    resource: { type: 'Role', id: null },
    scope: { type: 'account' },
  },
  listAllowed: {
    principal: { type: 'user', id: 'x' },
    action: 'read',
    resource_type: 'Folder',
    environment: 'env1',
  },
  updateAccountKey: { name: 'x' },
  createMetadataRule: { condition: { metadata_field_id: 'x', populated: true }, result: { set_mandatory: true } },
  updateMetadataRule: { name: 'x' },
  listResourcesByExternalIDs: { external_ids: ['x'] },
  publishResources: { public_ids: ['x'] },
  updateAccessMode: { public_ids: ['x'], access_mode: 'public' },
  updateAssetsContext: { public_ids: ['x'], command: 'add', context: 'a=b' },
  updateAssetsTags: { public_ids: ['x'], command: 'add', tag: 'x' },
  deleteResourcesByPublicId: { public_ids: ['x'] },
  downloadArchive: { public_ids: ['x'] },
  generateArchive: { public_ids: ['x'] },
  deletePublicLinks: { all: true },
  assignCollectionRoles: { roles: ['cld::role::collection::viewer'] },
}

/** Endpoints that refuse everybody, whatever they may do, and why. */
export const refusesEverybody: { readonly [Id in EndpointId]?: string } = {
  refuseToRender: 'Rolecall renders nothing',
  visualSearchAssets: 'Rolecall analyses nothing',
}

/** Routes that are no endpoints: what they serve, and why that is safe without one. */
export const otherRoutes: readonly { readonly url: RegExp; readonly why: string }[] = [
  { url: /^\/(?:healthz|readyz)$/, why: 'tells nothing of any account' },
  { url: /^\/$|^\/(?:favicon\.svg|scheme\.js|assets\/[\w.-]+)$/, why: 'the console itself, the same for everybody' },
  { url: /^\/api\/preview$/, why: 'tells callers what they themselves may do' },
  {
    url: /^\/p\/(?::token(?:\/(?::rest)?|\/(?:thumbnail|download)\/:asset_id)?)?$/,
    why: 'public links: whoever has a token sees what its maker may show then',
  },
]

/** The same for routes whose address ends in a rest. */
export const otherRests: readonly string[] = ['originals, by their own rules (`server/delivery.ts`)']
