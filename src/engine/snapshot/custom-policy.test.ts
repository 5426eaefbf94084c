import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actions, resourceTypes } from '../../domain/catalogue/schema.ts'
import { customPolicyId } from '../../domain/ids.ts'
import { readCustomPolicy, type CustomPolicy } from './custom-policy.ts'
import { Vocabulary } from './vocabulary.ts'

const vocabulary = new Vocabulary({ actions, resourceTypes })

const read = (statement: string): CustomPolicy =>
  readCustomPolicy({ id: customPolicyId('p'), reach: { type: 'account' }, statement }, { vocabulary })

test('a text that is not one whole policy is refused, so that no part of it is passed over', () => {
  assert.throws(() => read('permit(principal, action, resource); forbid(principal, action, resource);'), SyntaxError)
  assert.throws(() => read('permit(principal, action, resource)'), SyntaxError)
  assert.throws(() => read(''), SyntaxError)
})

test('a policy is sought by the actions and types that its scope names', () => {
  const one = read('permit(principal, action == Cloudinary::Action::"read", resource is Cloudinary::Folder);')
  assert.deepEqual(vocabulary.actionsOf(one.actions), ['read'])
  assert.deepEqual(one.slots, [vocabulary.slot('Folder', null)])
  const any = read('forbid(principal, action, resource);')
  assert.equal(any.slots, null)
  assert.equal(any.actions, -1)
})

test('a type without a slot is still sought, among what has none', () => {
  assert.deepEqual(read('forbid(principal, action, resource is Acme::Thing);').slots, [0])
  assert.deepEqual(read('forbid(principal, action, resource == Acme::Thing::"x");').slots, [0])
})

test('an action that nobody can ask for is never met', () => {
  assert.equal(read('permit(principal, action == Cloudinary::Action::"destroy", resource);').actions, 0)
})

test('only a leading condition keeps a policy to a folder', () => {
  const within = (rest: string): string | null => read(`permit(principal, action, resource) ${rest};`).ancestor
  const brand = 'resource.ancestor_ids.contains("brand")'
  assert.equal(within(`when { ${brand} }`), 'brand')
  assert.equal(within(`when { ${brand} && context.vip }`), 'brand')
  assert.equal(within(`when { context.vip && ${brand} }`), null)
  assert.equal(within(`when { ${brand} || context.vip }`), null)
  assert.equal(within(`unless { ${brand} }`), null)
  assert.equal(within(`when { !(${brand}) }`), null)
})
