// Random custom policies over the names that worlds use.
import type { Random } from './language-random.ts'

const actions = ['read', 'create', 'update', 'delete', 'move', 'download', 'share'] as const

const resourceScopes = [
  'resource',
  'resource',
  'resource is Cloudinary::Folder',
  'resource is Cloudinary::Asset',
  'resource is Cloudinary::Asset',
  'resource is Cloudinary::Collection',
  'resource is Cloudinary::Feature',
  'resource is Cloudinary::User',
  'resource is MediaFlows::EasyFlow',
  'resource is Acme::Thing',
  'resource == Cloudinary::Feature::"cld::global::ml::access"',
  'resource == Cloudinary::Feature::"cld::global::ml::access"',
  'resource == Cloudinary::Folder::"f1"',
  'resource == Cloudinary::User::"u1"',
  'resource == Acme::Thing::"x"',
  'resource in Cloudinary::Group::"g1"',
  'resource is Cloudinary::User in Cloudinary::Group::"g0"',
]

const conditions = [
  'resource.public',
  'resource.public == true',
  'resource.dynamic == false',
  'resource.nothing == 1',
  'resource has nothing && resource.nothing == 1',
  'resource.resource_type == "video"',
  'resource has name && resource.name like "f*"',
  'context has vip && context.vip',
  'context.vip',
  'context.level < 3',
  '9223372036854775807 + context.level > 0',
  'principal in Cloudinary::Group::"g1"',
  'principal is Cloudinary::User',
  'principal == resource',
  'Cloudinary::User::"u2" in Cloudinary::Group::"g0"',
  'Cloudinary::Folder::"f2" has name',
  'principal.root',
  'resource has root && resource.root',
  'principal has root && principal.root',
  'ip(context.from).isLoopback()',
  '["video", "image"].contains(resource.resource_type)',
  'resource.tags.containsAny(["legal", "secret"])',
  'if context has vip then resource.public else true',
]

/** Writes one policy. Folders are named by their ids, in a leading condition as often as not. */
export function writeCustomPolicy(random: Random): string {
  const effect = random.chance(0.45) ? 'permit' : 'forbid'
  const scope = `${writePrincipal(random)}, ${writeAction(random)}, ${random.pick(resourceScopes)}`
  return `${effect}(${scope})${random.some(random.chance(0.6) ? 1 : 2, () => writeCondition(random)).join('')};`
}

function writePrincipal(random: Random): string {
  return random.pick([
    'principal',
    `principal == Cloudinary::User::"u${random.below(8)}"`,
    `principal == Cloudinary::APIKey::"k${random.below(4)}"`,
    `principal == Cloudinary::ProvisioningKey::"m${random.below(2)}"`,
    `principal == Cloudinary::Group::"g${random.below(4)}"`,
    `principal in Cloudinary::Group::"g${random.below(4)}"`,
    `principal in Cloudinary::Group::"g${random.below(4)}"`,
    `principal in Cloudinary::User::"u${random.below(8)}"`,
    'principal is Cloudinary::User',
    `principal is Cloudinary::User in Cloudinary::Group::"g${random.below(4)}"`,
  ])
}

function writeAction(random: Random): string {
  const some = [random.pick(actions), random.pick(actions)].map((action) => `Cloudinary::Action::"${action}"`)
  return random.pick([
    'action',
    'action',
    `action == ${some[0] ?? ''}`,
    `action in [${some.join(', ')}]`,
    'action == MediaFlows::Action::"read"',
    'action == Cloudinary::Action::"unheard_of"',
  ])
}

function writeCondition(random: Random): string {
  const kind = random.chance(0.8) ? 'when' : 'unless'
  const ancestor = `resource.ancestor_ids.contains("${random.chance(0.9) ? 'f' : 'c'}${random.below(5)}")`
  const other = `(${random.pick(conditions)})`
  const expression = random.pick([
    ancestor,
    ancestor,
    `${ancestor} && ${other}`,
    `${other} && ${ancestor}`,
    `${ancestor} || ${other}`,
    `!(${ancestor})`,
    other,
    other,
  ])
  return ` ${kind} { ${expression} }`
}
