import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { checkParseSchema } from '@cedar-policy/cedar-wasm/nodejs'
import { parse } from 'yaml'
import type { CedarSchema } from '../../src/domain/catalogue/schema.ts'
import { actions, actionsOf, cedarSchema, resourceTypes, resourceTypesOf } from '../../src/domain/catalogue/schema.ts'
import { faultsOf } from './oracle.ts'

const folderPolicy = (principal: string): string =>
  `permit(principal == ${principal}::"1234", action == Cloudinary::Action::"read", resource is Cloudinary::Folder) ` +
  'when { resource.ancestor_ids.contains("asdfjkl12347890") };'

test('the schema is one that the official parser accepts, and stays the same text', () => {
  assert.deepEqual(checkParseSchema(cedarSchema), { type: 'success' })
  assert.deepEqual(JSON.parse(JSON.stringify(cedarSchema)), cedarSchema)
  assert.deepEqual(Object.keys(cedarSchema), ['Cloudinary', 'MediaFlows'])
})

test('policies like those in the vendor’s documentation are valid', () => {
  const valid = [
    folderPolicy('Cloudinary::APIKey'),
    'permit(principal is Cloudinary::User, action, resource);',
    'permit(principal == Cloudinary::APIKey::"1", action == Cloudinary::Action::"read", resource is Cloudinary::MetadataField);',
    'permit(principal == Cloudinary::APIKey::"1", action, resource is Cloudinary::MetadataField);',
    'forbid(principal in Cloudinary::Group::"g", action == Cloudinary::Action::"delete", resource is Cloudinary::Asset) when { resource.public };',
    'permit(principal, action == Cloudinary::Action::"move", resource is Cloudinary::Asset) when { context has direction && context.direction == "from" };',
    'permit(principal is Cloudinary::User, action, resource) when { principal has root && principal.root };',
    'permit(principal is Cloudinary::ProvisioningKey, action == MediaFlows::Action::"read", resource is MediaFlows::EasyFlow);',
  ]
  for (const text of valid) assert.deepEqual(faultsOf(text), [], text)
  console.log(`looked at ${valid.length} valid policies`)
})

test('policies with a wrong type, action, attribute or pairing are rejected', () => {
  const invalid: readonly (readonly [string, RegExp])[] = [
    [folderPolicy('Cloudinary::APIKy'), /unrecognized entity type `Cloudinary::APIKy`/u],
    [folderPolicy('Cloudinary::user'), /unrecognized entity type `Cloudinary::user`/u],
    [folderPolicy('Cld::User'), /unrecognized entity type `Cld::User`/u],
    ['permit(principal, action == Cloudinary::Action::"peek", resource);', /unrecognized action/u],
    [
      'permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Asset) when { resource.name == "x" };',
      /attribute `name` .* not found/u,
    ],
    [
      'permit(principal, action == Cloudinary::Action::"move", resource is Cloudinary::Asset) when { context.direction == "to" };',
      /unable to guarantee safety/u,
    ],
    [
      'permit(principal, action == Cloudinary::Action::"moderate", resource is Cloudinary::Folder);',
      /unable to find an applicable action/u,
    ],
    ['permit(principal is Cloudinary::Asset, action, resource);', /unable to find an applicable action/u],
  ]
  for (const [text, message] of invalid) assert.match(faultsOf(text).join('; '), message, text)
  console.log(`looked at ${invalid.length} invalid policies`)
})

test('every entity type is a resource type, and every action applies to something', () => {
  const entityTypes = [
    ...Object.keys(cedarSchema.Cloudinary.entityTypes),
    ...Object.keys(cedarSchema.MediaFlows.entityTypes).map((type) => `MediaFlows::${type}`),
  ]
  assert.deepEqual([...resourceTypes].sort(), entityTypes.sort())
  assert.equal(resourceTypes.length, 30)
  assert.equal(actions.length, 19)
  for (const action of actions) assert.ok(resourceTypesOf(action).length > 0, action)
  for (const type of resourceTypes) {
    for (const action of actionsOf(type)) assert.ok(resourceTypesOf(action).includes(type), `${action} ${type}`)
  }
  console.log(`looked at ${actions.length} actions and ${resourceTypes.length} resource types`)
})

test('actions and resource types are looked up by names without the platform’s namespace', () => {
  assert.deepEqual(resourceTypesOf('share'), ['Folder', 'Collection'])
  assert.deepEqual(resourceTypesOf('update_settings'), ['ProductEnvironment'])
  assert.deepEqual(actionsOf('Feature'), ['read'])
  assert.deepEqual(actionsOf('Folder'), ['create', 'read', 'update', 'delete', 'move', 'share', 'manage_public_links'])
  assert.deepEqual(
    actionsOf('MediaFlows::EasyFlow'),
    ['create', 'read', 'update', 'delete'].map((name) => `MediaFlows::${name}`),
  )
  assert.deepEqual(
    resourceTypesOf('MediaFlows::read'),
    ['EasyFlow', 'PowerFlow', 'LogEntry'].map((name) => `MediaFlows::${name}`),
  )
  assert.deepEqual(actionsOf('EasyFlow'), [])
  assert.deepEqual(resourceTypesOf('Cloudinary::read'), [])
  assert.deepEqual(resourceTypesOf('toString'), [])
})

const contract = join(import.meta.dirname, '../../../shared/contract/permissions.openapi.yml')

interface Contract {
  readonly components: {
    readonly schemas: {
      readonly CedarSchemaResponse: { readonly properties: { readonly schema: { readonly example: CedarSchema } } }
    }
  }
}

test('the vendor’s abridged example of the schema is contained in ours', () => {
  if (!existsSync(contract)) return console.log('../shared/contract is absent: its example was not compared')
  const { components } = parse(readFileSync(contract, 'utf8')) as Contract
  const { example } = components.schemas.CedarSchemaResponse.properties.schema
  let looked = 0
  for (const namespace of ['Cloudinary', 'MediaFlows'] as const) {
    const ours = cedarSchema[namespace]
    for (const [type, { shape }] of Object.entries(example[namespace].entityTypes)) {
      const own = ours.entityTypes[type]
      assert.deepEqual({ ...own?.shape?.attributes, ...shape?.attributes }, own?.shape?.attributes ?? {}, type)
      looked += 1
    }
    for (const [action, { appliesTo }] of Object.entries(example[namespace].actions)) {
      const own = ours.actions[action]?.appliesTo
      assert.deepEqual(
        appliesTo.principalTypes.filter((type) => !own?.principalTypes.includes(type)),
        [],
        action,
      )
      assert.deepEqual(
        appliesTo.resourceTypes.filter((type) => !own?.resourceTypes.includes(type)),
        [],
        action,
      )
      assert.deepEqual(appliesTo.context, own?.context, action)
      looked += 1
    }
  }
  console.log(`compared ${looked} entity types and actions with ../shared/contract`)
})
