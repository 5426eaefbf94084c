// Plain JavaScript as a stranger writes it: one account in memory, one key that may see `brand` and what lies below it.
import { createEngine } from 'rolecall/engine'

const accountId = 'acme'
const environmentId = 'demo'
const key = { type: 'api_key', id: '100000000000001' }
const reach = { type: 'environment', environmentId }
const made = (noun, record) => ({ noun, before: null, after: { accountId, createdAt: 0, updatedAt: 0, ...record } })
const assigned = (id, roleId, parameter) =>
  made('assignment', { id, principal: key, roleId, reach, parameter, expiresAt: null })

const engine = createEngine()
engine.load(
  [
    made('account', { id: accountId, name: 'Acme', plan: 'enterprise', assetsAdvanced: true, isActive: true }),
    made('environment', { id: environmentId, name: 'Demo', cloudName: 'demo', isEnabled: true }),
    made('folder', { id: 'brand', environmentId, parentId: null, name: 'brand' }),
    made('folder', { id: 'logos', environmentId, parentId: 'brand', name: 'logos' }),
    made('folder', { id: 'campaigns', environmentId, parentId: null, name: 'campaigns' }),
    made('api_key', { id: key.id, environmentId, name: 'robot', isEnabled: true }),
    assigned('a1', 'cld::role::prodenv::ml_user', null),
    assigned('a2', 'cld::role::folder::viewer', { type: 'folder', id: 'brand' }),
  ],
  1,
)

const scope = { type: 'environment', accountId, environmentId }
for (const id of ['brand', 'logos', 'campaigns']) {
  const resource = { type: 'Folder', id }
  const { outcome, reasons } = engine.decide({ principal: key, action: 'read', resource, scope, at: 1 })
  console.log(id, outcome, ...reasons)
}
