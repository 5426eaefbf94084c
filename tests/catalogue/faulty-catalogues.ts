import {
  accountPolicy,
  folderPolicy,
  folderRole,
  folderStatement,
  given,
  openPolicy,
  openRole,
} from './wire-catalogue.ts'

const policyAt = (position: number, field: string): string => `catalog.system_policies[${position}].${field}`
const roleAt = (position: number, field: string): string => `catalog.system_roles[${position}].${field}`

const noFolder = folderStatement.replace(/ when .*;$/u, ';')

/** Each faulty catalogue with every fault expected of it, in order. */
export const faulty: readonly (readonly [string, unknown, readonly (readonly [string, string])[]])[] = [
  ['nothing at all', null, [['$', 'must be an object, is null']]],
  ['a list', [], [['$', 'must be an object, is an array']]],
  ['a catalogue that is a text', { catalog: 'all' }, [['catalog', 'must be an object, is a text']]],
  [
    'an empty object',
    {},
    [
      ['system_policies', 'is missing'],
      ['system_roles', 'is missing'],
    ],
  ],
  [
    'empty lists',
    { catalog: { system_policies: [], system_roles: [] } },
    [
      ['catalog.system_policies', 'must not be empty'],
      ['catalog.system_roles', 'must not be empty'],
    ],
  ],
  [
    'lists of the wrong type',
    { catalog: { system_policies: {}, system_roles: 3 } },
    [
      ['catalog.system_policies', 'must be an array, is an object'],
      ['catalog.system_roles', 'must be an array, is a number'],
    ],
  ],
  [
    'elements that are no objects',
    { system_policies: [folderPolicy(), 7], system_roles: [null, folderRole()] },
    [
      ['system_policies[1]', 'must be an object, is a number'],
      ['system_roles[0]', 'must be an object, is null'],
    ],
  ],
  [
    'a policy with nothing in it',
    { system_policies: [folderPolicy(), {}], system_roles: [folderRole()] },
    ['id', 'name', 'permission_type', 'scope_type', 'policy'].map((field) => [
      `system_policies[1].${field}`,
      'is missing',
    ]),
  ],
  [
    'a role with nothing in it',
    { system_policies: [folderPolicy()], system_roles: [{}] },
    ['id', 'name', 'permission_type', 'scope_type', 'system_policy_ids'].map((field) => [
      `system_roles[0].${field}`,
      'is missing',
    ]),
  ],
  [
    'wrong types in a policy',
    given({ account: { name: 5, description: [], category: {}, sub_category: false, policy: null } }),
    [
      [policyAt(2, 'name'), 'must be a text, is a number'],
      [policyAt(2, 'description'), 'must be a text or null, is an array'],
      [policyAt(2, 'category'), 'must be a text or null, is an object'],
      [policyAt(2, 'sub_category'), 'must be a text or null, is a boolean'],
      [policyAt(2, 'policy'), 'must be a text, is null'],
    ],
  ],
  ['an empty name', given({ open: { name: '' } }), [[policyAt(1, 'name'), 'must not be empty']]],
  [
    'ids with a wrong start',
    given({ account: { id: 'global::roles::view' }, openRole: { id: 'cld::role::' } }),
    [
      [policyAt(2, 'id'), 'must start with `cld::policy::`, is `global::roles::view`'],
      [roleAt(1, 'id'), 'must start with `cld::role::`, is `cld::role::`'],
    ],
  ],
  [
    'unknown words',
    given({ account: { scope_type: 'world' }, openRole: { permission_type: 'Global' } }),
    [
      [policyAt(2, 'scope_type'), 'must be one of `account`, `prodenv`, is `world`'],
      [roleAt(1, 'permission_type'), 'must be one of `global`, `content`, is `Global`'],
    ],
  ],
  [
    'two policies with one id',
    given({ account: { id: 'cld::policy::global::ml::access', scope_type: 'prodenv' } }),
    [[policyAt(2, 'id'), `\`cld::policy::global::ml::access\` stands at ${policyAt(1, 'id')} already`]],
  ],
  [
    'two roles with one id, one written with a combining accent',
    given({
      folderRole: { id: 'cld::role::folder::caf\u00e9' },
      openRole: { ...folderRole(), id: 'cld::role::folder::cafe\u0301' },
    }),
    [[roleAt(1, 'id'), `\`cld::role::folder::caf\u00e9\` stands at ${roleAt(0, 'id')} already`]],
  ],
  [
    'a role that names an unknown permission, with and without the word policy',
    given({
      openRole: { system_policy_ids: ['cld::policy::global::x', 'cld::global::ml::access', 'cld::global::y', 7] },
    }),
    [
      [roleAt(1, 'system_policy_ids[0]'), '`cld::policy::global::x` is no permission of this catalogue'],
      [roleAt(1, 'system_policy_ids[2]'), '`cld::global::y` is no permission of this catalogue'],
      [roleAt(1, 'system_policy_ids[3]'), 'must be a text, is a number'],
    ],
  ],
  [
    'a role that names a permission twice, in two spellings',
    given({ openRole: { system_policy_ids: ['cld::policy::global::ml::access', 'cld::global::ml::access'] } }),
    [[roleAt(1, 'system_policy_ids[1]'), 'names `cld::policy::global::ml::access` again']],
  ],
  [
    'a role whose permissions are a text',
    given({ openRole: { system_policy_ids: 'all' } }),
    [[roleAt(1, 'system_policy_ids'), 'must be an array, is a text']],
  ],
  [
    'a folder permission in a global role',
    given({ openRole: { system_policy_ids: ['cld::policy::content::folder::look'] } }),
    [[roleAt(1, 'system_policy_ids[0]'), 'is a folder permission in a global role']],
  ],
  [
    'a global permission in a folder role',
    given({ folderRole: { system_policy_ids: ['cld::policy::global::ml::access'] } }),
    [[roleAt(0, 'system_policy_ids[0]'), 'is a global permission in a folder role']],
  ],
  [
    'an account permission in an environment role, and the other way round',
    {
      system_policies: [openPolicy(), accountPolicy()],
      system_roles: [
        { ...openRole(), system_policy_ids: ['cld::policy::global::roles::view'] },
        { ...openRole(), id: 'cld::role::account::visitor', scope_type: 'account' },
      ],
    },
    [
      ['system_roles[0].system_policy_ids[0]', 'is of level account in a role of level environment'],
      ['system_roles[1].system_policy_ids[0]', 'is of level environment in a role of level account'],
    ],
  ],
  [
    'content at account level',
    given({ folder: { scope_type: 'account' } }),
    [
      [policyAt(0, 'scope_type'), 'must be `prodenv` for content, is `account`'],
      [roleAt(0, 'system_policy_ids[0]'), 'is of level account in a role of level environment'],
    ],
  ],
  [
    'a content policy without its placeholder',
    given({ folder: { policy: noFolder } }),
    [[policyAt(0, 'policy'), 'statement 1 lacks `<folder_id>`']],
  ],
  [
    'a content policy whose second statement counts everywhere',
    given({ folder: { policy: `${folderStatement}\n${noFolder}` } }),
    [[policyAt(0, 'policy'), 'statement 2 lacks `<folder_id>`']],
  ],
  [
    'a content policy that says nowhere of what',
    given({
      folder: { id: 'cld::policy::content::look', policy: noFolder },
      folderRole: { system_policy_ids: ['cld::policy::content::look'] },
    }),
    [[policyAt(0, 'policy'), 'statement 1 lacks `<folder_id>` or `<collection_id>`']],
  ],
  [
    'a content policy with both placeholders',
    given({ folder: { policy: folderStatement.replace(' };', ' && resource.name == "<collection_id>" };') } }),
    [[policyAt(0, 'policy'), 'holds both `<folder_id>` and `<collection_id>`']],
  ],
  [
    'a global policy with a placeholder',
    given({ open: { policy: folderStatement } }),
    [[policyAt(1, 'policy'), 'a global permission must not hold `<folder_id>`']],
  ],
  [
    'an id, parameters and a placeholder that disagree',
    given({
      folder: { id: 'cld::policy::content::collection::look', policy_parameters: ['collection_id'] },
      folderRole: { system_policy_ids: ['cld::policy::content::collection::look'] },
    }),
    [
      [policyAt(0, 'policy_parameters'), 'names `collection_id`, but the statement holds `<folder_id>`'],
      [policyAt(0, 'id'), 'names a collection permission, but this is a folder one'],
    ],
  ],
  [
    'a folder id on a global policy and role',
    given({ account: { id: 'cld::policy::content::folder::x' }, openRole: { id: 'cld::role::content::folder::x' } }),
    [
      [policyAt(2, 'id'), 'names a folder permission, but permission_type is `global`'],
      [roleAt(1, 'id'), 'names a folder role, but permission_type is `global`'],
    ],
  ],
  [
    'parameters of the wrong type, number or name',
    given({
      folder: { policy_parameters: 'folder_id' },
      open: { policy_parameters: ['folder_id'] },
      account: { policy_parameters: ['asset_id'] },
      folderRole: { policy_parameters: ['folder_id', 'collection_id'] },
    }),
    [
      [policyAt(0, 'policy_parameters'), 'must be an array, is a text'],
      [policyAt(1, 'policy_parameters'), 'must be absent or empty for global, names `folder_id`'],
      [policyAt(2, 'policy_parameters'), 'must hold either `folder_id` or `collection_id` and nothing else'],
      [roleAt(0, 'policy_parameters'), 'must hold either `folder_id` or `collection_id` and nothing else'],
    ],
  ],
  [
    'a content role that says nowhere of what',
    given({ folderRole: { id: 'cld::role::looker', system_policy_ids: [] } }),
    [[roleAt(0, 'permission_type'), 'is `content`, but nothing says whether of folders or collections']],
  ],
  [
    'a role whose parameters and id disagree',
    given({ folderRole: { policy_parameters: ['collection_id'], system_policy_ids: [] } }),
    [[roleAt(0, 'policy_parameters'), 'names `collection_id`, but the id names a folder role']],
  ],
  [
    'a policy that forbids',
    given({ open: { policy: 'forbid(principal, action, resource);' } }),
    [[policyAt(1, 'policy'), 'statement 1 is not a permit']],
  ],
  ['a policy that is all blanks', given({ open: { policy: ' \n' } }), [[policyAt(1, 'policy'), 'holds no statement']]],
  [
    'a policy without its last semicolon',
    given({ open: { policy: 'permit(principal, action, resource)' } }),
    [[policyAt(1, 'policy'), 'unexpected end of input']],
  ],
  [
    'a policy told twice',
    given({ open: { policy_statement: 'permit(principal, action, resource);' } }),
    [[policyAt(1, 'policy_statement'), 'must not stand beside `policy`']],
  ],
]
