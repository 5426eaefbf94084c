import { mutate, writePolicies } from '../differential/language-policies.ts'
import type { Random } from '../differential/language-random.ts'
import { known } from './account.ts'

const sound: readonly string[] = known.principals.flatMap(({ type, id }) => {
  const entity = { user: 'User', group: 'Group', apiKey: 'APIKey', provisioningKey: 'ProvisioningKey' }[type]
  return [
    `forbid(principal == Cloudinary::${entity}::"${id}", action == Cloudinary::Action::"delete", resource is Cloudinary::Asset);`,
    `permit(principal == Cloudinary::${entity}::"${id}", action == Cloudinary::Action::"read", resource is Cloudinary::Folder) when { resource.ancestor_ids.contains("${known.folders[0]}") };`,
  ]
})

const unsound: readonly string[] = [
  ...[
    '',
    ';',
    'permit',
    'permit(',
    'permit(principal, action, resource)',
    'permit(principal, action, resource);;',
    '//',
  ],
  ...[
    'permit(principal == ?principal, action, resource);',
    'permit(principal, action, resource) when { 9223372036854775808 };',
  ],
  ...[
    'permit(principal, action, resource) when { 1 + true };',
    'permit(principal, action, resource) when { ip("x") };',
  ],
  ...['permit(principal, action == Action::"x", resource);', 'permit(principal is A::B::C, action, resource is D);'],
  ...[
    'permit(principal, action, resource) when { "\\u{110000}" };',
    'permit(principal, action, resource) when { "\0" };',
  ],
  ...[
    '@a("b")@a("c")permit(principal, action, resource);',
    'permit(principal, action, resource) unless { {a:1,a:2} };',
  ],
  `permit(principal, action, resource) when { ${'('.repeat(300)}false${')'.repeat(300)} };`,
  `permit(principal, action, resource) when { ${'!'.repeat(50)}false };`,
  `permit(principal, action, resource) when { ${'['.repeat(500)}${']'.repeat(500)}.isEmpty() };`,
  `permit(principal, action, resource) when { "${'x'.repeat(9_950)}" == "" };`,
  `permit(principal, action, resource) when { "${'x'.repeat(50_000)}" == "" };`,
  `permit(principal, action, resource) when { ${'true && '.repeat(1_200)}false };`,
  `permit(principal, action, resource) when { ${'if true then '.repeat(200)}false${' else false'.repeat(200)} };`,
  `permit(principal, action, resource) when { principal${'.a'.repeat(2_000)} };`,
]

/** A Cedar text: mostly one that could be stored, else one of any kind, text that was damaged, or no Cedar at all. */
export function statement(random: Random): string {
  const choice = random.below(12)
  if (choice < 7) return random.pick(sound)
  if (choice < 9) return random.pick(unsound)
  return choice === 9 ? mutate(random.pick(sound), random) : writePolicies(random)
}

/**
 * As {@link statement}, for a policy that is kept: one of any kind can't be stored, as it might lock everyone out or let
 * everyone in, and the rest of the run would tell nothing.
 */
export function keptStatement(random: Random): string {
  const text = statement(random)
  const isBounded = sound.includes(text) || unsound.includes(text)
  return isBounded ? text : `${text} permit(principal, action, resource)`
}
