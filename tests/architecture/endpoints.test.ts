import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Endpoint } from '../../src/api/endpoint.ts'
import { endpoints } from '../../src/api/index.ts'
import { enforcedBy } from '../../src/domain/catalogue/enforcement.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import { operations, publicOperations } from '../../src/operations/index.ts'
import { declaredOperations } from '../../scripts/reference/access.ts'
import { operationsByPermission } from '../../scripts/reference/asked-permissions.ts'
import { engineOfLoneRoles, nobody, resourceOf, scopeOf } from '../../scripts/reference/lone-roles.ts'
import { assertHolds } from './sources.ts'

const all: readonly (readonly [string, Endpoint])[] = Object.entries(endpoints)

/** Operations that are run in another way than over HTTP, and why. */
const withoutEndpoint: ReadonlyMap<string, string> = new Map(
  ['public-link.visit', 'public-link.show-thumbnail', 'public-link.download'].map((name) => [
    name,
    'visitors run it at /p/{token}, where the server finds the link and asks as its maker',
  ]),
)

test('every endpoint goes by its own id, has a source, and spells one operation', () => {
  const known = new Set(Object.keys({ ...operations, ...publicOperations }))
  const violations = all.flatMap(([name, { id, source, operation, isPublic }]) => [
    ...(name === id ? [] : [`${name} goes by the id \`${id}\``]),
    ...(source.length > 10 ? [] : [`${id} has no source`]),
    ...(known.has(operation) ? [] : [`${id} spells no operation`]),
    ...(isPublic === Object.hasOwn(publicOperations, operation) ? [] : [`${id} is public where its operation is not`]),
  ])
  assertHolds('endpoints', all.length, 'endpoints', violations)
})

test('no two endpoints share an address, and every parameter of an address is a field', () => {
  const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
  const strangers = all.flatMap(([, { id, fields, request }]) =>
    [...fields.path, ...fields.body].filter((name) => !(name in request.shape)).map((name) => `${id}: ${name}`),
  )
  const repeated = addresses.filter((address, position) => addresses.indexOf(address) !== position)
  assertHolds('addresses', addresses.length, 'addresses', [...repeated, ...strangers])
})

test('every operation has an endpoint, or a reason to have none', () => {
  const spelled = new Set<string>(all.map(([, { operation }]) => operation))
  const names = declaredOperations().map(({ name }) => name)
  const missing = names.filter((name) => !spelled.has(name) && !withoutEndpoint.has(name))
  assertHolds('operations', names.length, 'operations', missing)
})

test('every operation goes by its own name, and who needs nothing says why', () => {
  const registry = { ...operations, ...publicOperations }
  const violations = Object.entries(registry).flatMap(([key, { name, access }]) => [
    ...(key === name ? [] : [`${key} goes by the name \`${name}\``]),
    ...(access.type === 'requires' || access.why.length > 20 ? [] : [`${name} says no why`]),
    // What a list or a bulk change is narrowed to is decided for each of its items.
    ...(access.type !== 'requires' || access.needs.length > 0 || access.filters !== undefined
      ? []
      : [`${name} requires nothing`]),
  ])
  assertHolds('access', Object.keys(registry).length, 'operations', violations)
})

test('some permission of the catalogue meets every need of every operation', () => {
  const engine = engineOfLoneRoles()
  const needs = declaredOperations().flatMap(({ name, access }) =>
    access.type === 'requires'
      ? access.needs.flatMap(({ action, on, feature = null, level }) =>
          on.map((type) => ({ name, action, type, id: feature, level })),
        )
      : [],
  )
  const unmet = needs.filter(({ action, type, id, level }) => {
    const request = { principal: nobody, action, resource: resourceOf(type, id), scope: scopeOf(level, type), at: 0 }
    assert.equal(engine.decide(request).outcome, 'deny', 'who has no role holds nothing')
    return engine.findRemedies(request).permissionIds.length === 0
  })
  const violations = unmet.map(({ name, action, type }) => `${name}: nothing permits \`${action}\` on \`${type}\``)
  assertHolds('needs', needs.length, `needs by ${systemCatalogue.permissions.length} permissions`, violations)
})

test('every permission opens an operation, or is marked as enforced by applications, and none is both', () => {
  const asked = operationsByPermission()
  const violations = systemCatalogue.permissions.flatMap(({ id }) => {
    const names = asked.get(id) ?? []
    if (enforcedBy(id) === 'rolecall') return names.length > 0 ? [] : [`${id} opens nothing, and carries no mark`]
    return names.length === 0 ? [] : [`${id} carries the mark, and opens ${names.join(', ')}`]
  })
  assertHolds('marks', systemCatalogue.permissions.length, 'permissions', violations)
})
