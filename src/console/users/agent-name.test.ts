import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentName } from './agent-name.ts'

test('a browser and its system are named, and what nobody knows is not', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
  const safari = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1'
  assert.equal(agentName(chrome), 'Chrome, Linux')
  assert.equal(agentName(safari), 'Safari, iOS')
  assert.equal(agentName('curl/8.5'), 'curl')
  assert.equal(agentName('something'), null)
})
