// One answer at every door: in random accounts, what a decision says over HTTP, what a batch and a brief answer say, what
// lists hold at any page size, what a preview lets in, what Cedar makes of the policies that are given out, and what the
// inspection of roles shows, are one and the same.
import { isAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { basic, givenServer } from '../server/given.ts'
import { accountId } from '../../src/domain/ids.ts'
import { Random } from '../differential/language-random.ts'

const seed = 20261130
const worlds = 4
const actions = ['read', 'create', 'update', 'delete', 'move', 'share'] as const
const folderRoles = ['viewer', 'contributor', 'editor', 'manager', 'distributor'].map(
  (name) => `cld::role::folder::${name}`,
)
const globalRoles = ['ml_admin', 'reports', 'moderator', 'delivery_url_viewer'].map(
  (name) => `cld::role::prodenv::${name}`,
)
const library = { role: 'cld::role::prodenv::ml_user', environments: 'all' }
const keys = ['K1', 'K2', 'K3', 'K4', 'K5']
const users = ['u1', 'u2', 'u3']
const counts = { decisions: 0, allowed: 0, lists: 0, pages: 0, previews: 0, byCedar: 0 }

interface Folder {
  readonly id: string
  readonly name: string
  readonly parent_id: string | null
}

interface Decided {
  readonly outcome: 'allow' | 'deny'
  readonly reasons: readonly string[]
}

type Call = <T>(path: string, body?: object, credentials?: string) => Promise<T>

/** Paths of a random tree, four levels deep at the most. */
function anyPaths(random: Random): readonly string[] {
  const paths: string[] = ['f0']
  for (let number = 1; number < 24; number++) {
    const parent = random.chance(0.75) ? random.pick(paths) : ''
    const isDeep = parent.split('/').length > 3
    paths.push(parent === '' || isDeep ? `f${number}` : `${parent}/f${number}`)
  }
  return paths
}

function anyAccount(random: Random) {
  const paths = anyPaths(random)
  const onFolder = () => ({ role: random.pick(folderRoles), environment: 'demo', folder: random.pick(paths) })
  const everywhere = () => ({ role: random.pick(globalRoles), environment: 'demo' })
  const some = () => [
    ...Array.from({ length: random.below(4) }, onFolder),
    ...(random.chance(0.15) ? [everywhere()] : []),
  ]
  const inKey = (roles: readonly object[]) => roles.map((role) => ({ ...role, environment: undefined }))
  return {
    account: {
      ...{ id: 'acc1', name: 'Acme', plan: 'enterprise', assets_advanced: true },
      management_keys: [
        {
          name: 'main',
          key: 'PK',
          secret: 'S',
          roles: ['cld::role::account::master_admin', 'cld::role::prodenv::master_admin'],
        },
      ],
    },
    environments: [
      {
        ...{ id: 'env1', cloud_name: 'demo', name: 'Demo' },
        folders: paths.map((path, number) => ({ path, id: `folder${number}` })),
        api_keys: keys.map((key) => ({ name: key, key, secret: 'S', roles: [library.role, ...inKey(some())] })),
      },
    ],
    groups: ['G1', 'G2'].map((name) => ({ name, roles: [library, ...some()] })),
    users: users.map((name) => ({
      ...{ id: name, name, email: `${name}@example.com`, environments: ['demo'], pending: false },
      groups: ['G1', 'G2'].filter(() => random.chance(0.5)),
      roles: [library, ...some()],
    })),
  }
}

async function givenAccount(t: TestContext, random: Random) {
  const { app, house } = await givenServer(t, anyAccount(random))
  const call: Call = async <T>(path: string, body?: object, credentials = 'PK') => {
    const authorization = basic(credentials, 'S')
    const request = { method: body === undefined ? ('GET' as const) : ('POST' as const), url: path }
    const answer = await app.inject({ ...request, headers: { authorization }, ...(body && { payload: body }) })
    assert.ok(answer.statusCode < 300, `${path}: ${answer.body}`)
    return answer.json<T>()
  }
  const everything = { principal: { type: 'provisioningKey', id: 'PK' }, action: 'read', resource_type: 'Folder' }
  const { folders } = await call<{ folders: Folder[] }>('/api/decisions/list', { ...everything, environment: 'env1' })
  const principals = [...keys.map((id) => ({ type: 'apiKey', id })), ...users.map((id) => ({ type: 'user', id }))]
  return { call, folders, principals, memberships: await house.store.list('membership', accountId('acc1')) }
}

type Given = Awaited<ReturnType<typeof givenAccount>>
type Asked = Given['principals'][number]

const entityTypes: Readonly<Record<string, string>> = { apiKey: 'APIKey', user: 'User', group: 'Group' }

/** Policies that permit and forbid by folder, by principal and by group. */
async function makePolicies({ call, folders, principals }: Given, random: Random): Promise<void> {
  for (let number = 0; number < 12; number++) {
    const { type, id } = random.pick(principals)
    const action = `Cloudinary::Action::"${random.pick(['read', 'create', 'update', 'delete', 'delete', 'move'])}"`
    const effect = random.chance(0.5) ? 'permit' : 'forbid'
    const condition = `resource.ancestor_ids.contains("${random.pick(folders).id}")`
    const policy_statement = `${effect}(principal == Cloudinary::${entityTypes[type] ?? ''}::"${id}", action == ${action}, resource is Cloudinary::Folder) when { ${condition} };`
    const body = { name: `p${number}`, scope_type: 'prodenv', scope_id: random.pick(['env1', 'all']), policy_statement }
    await call('/v2/accounts/acc1/permissions/policies/custom', body)
  }
}

const chainOf = (folder: Folder, folders: readonly Folder[]): readonly string[] => {
  const parent = folders.find(({ id }) => id === folder.parent_id)
  return [folder.id, ...(parent === undefined ? [] : chainOf(parent, folders))]
}

const pathOf = (folder: Folder, folders: readonly Folder[]): string =>
  chainOf(folder, folders)
    .map((id) => folders.find((one) => one.id === id)?.name)
    .reverse()
    .join('/')

/** Decides about every folder alone, in a batch and briefly; all must say the same. */
async function decideAll({ call, folders }: Given, principal: Asked, action: string): Promise<readonly Decided[]> {
  const questions = folders.map(({ id }) => ({
    ...{ principal, action, scope: { type: 'prodenv', id: 'env1' } },
    resource: action === 'create' ? { type: 'Folder', folder: id } : { type: 'Folder', id },
  }))
  const { decisions } = await call<{ decisions: Decided[] }>('/api/decisions', { questions })
  const brief = await call<{ decisions: Decided[] }>('/api/decisions', { questions, explain: false })
  assert.deepEqual(
    brief.decisions.map(({ outcome }) => outcome),
    decisions.map(({ outcome }) => outcome),
  )
  for (const position of [0, 7, 13]) {
    const { outcome, reasons } = await call<Decided>('/api/decisions', questions[position])
    assert.deepEqual({ outcome, reasons }, pickOutcome(decisions[position]))
    const alone = await call<Decided>('/api/decisions', { ...questions[position], explain: false })
    assert.equal(alone.outcome, outcome)
  }
  counts.decisions += decisions.length
  return decisions
}

const pickOutcome = (decided: Decided | undefined) => ({ outcome: decided?.outcome, reasons: decided?.reasons })

async function listAll({ call }: Given, principal: Asked, action: string, limit: number): Promise<readonly string[]> {
  const question = { principal, action, resource_type: 'Folder', environment: 'env1', limit }
  const listed: string[] = []
  for (let cursor: string | null = null, isFirst = true; isFirst || cursor !== null; isFirst = false) {
    const page: { folders: Folder[]; next_cursor: string | null; total: number | null } = await call(
      '/api/decisions/list',
      { ...question, ...(cursor !== null && { cursor }) },
    )
    assert.ok(page.folders.length <= limit)
    listed.push(...page.folders.map(({ id }) => id))
    counts.pages++
    cursor = page.next_cursor
    if (cursor === null && page.total !== null) assert.equal(page.total, listed.length)
  }
  counts.lists++
  return listed
}

interface Effective {
  readonly data: {
    readonly principals: readonly {
      readonly principal_id: string
      readonly roles: readonly { readonly id: string; readonly system_policies: readonly Statement[] }[]
    }[]
    readonly custom_policies: readonly Statement[]
  }
}

/** The roles that are inspected are those whose policies are given out. */
async function assertInspection(
  { call }: Given,
  { type, id }: Asked,
  effective: Effective['data']['principals'],
): Promise<void> {
  const about = `scope_type=prodenv&scope_id=env1&principal_type=${type}&principal_id=${id}`
  const inspection = await call<{ data: { principals: readonly { roles: readonly { id: string }[] }[] } }>(
    `/v2/accounts/acc1/permissions/principal_roles/inspect?${about}`,
  )
  const inspected = inspection.data.principals.flatMap(({ roles }) => roles.map((role) => role.id))
  const own = effective.filter(({ principal_id }) => principal_id === id)
  const given_out = own.flatMap(({ roles }) => roles.map((role) => role.id))
  assert.deepEqual(inspected.toSorted(), given_out.toSorted())
}

interface Statement {
  readonly id: string
  readonly policy_statement: string
}

const effectiveOf = ({ call }: Given, { type, id }: Asked): Promise<Effective> =>
  call(
    `/v2/accounts/acc1/permissions/policies/effective?scope_type=prodenv&scope_id=env1&principal_type=${type}&principal_id=${id}`,
  )

/** Asks the official engine about a folder by the policies that were given out, and by nothing else. */
function askCedar(given: Given, { type, id }: Asked, action: string, folder: Folder, statements: string): string {
  const principal = { type: `Cloudinary::${entityTypes[type] ?? ''}`, id }
  const groups = given.memberships.filter(({ userId }) => userId === id).map(({ groupId }) => String(groupId))
  const resource = { type: 'Cloudinary::Folder', id: folder.id }
  const answer = isAuthorized({
    ...{ principal, resource, action: { type: 'Cloudinary::Action', id: action }, context: {} },
    policies: { staticPolicies: statements },
    entities: [
      { uid: principal, attrs: {}, parents: groups.map((group) => ({ type: 'Cloudinary::Group', id: group })) },
      { uid: resource, attrs: { name: folder.name, ancestor_ids: [...chainOf(folder, given.folders)] }, parents: [] },
    ],
  })
  assert.ok(answer.type === 'success')
  counts.byCedar++
  return answer.response.decision
}

/** A folder is deleted with all beneath it: the preview of that is the decisions on each of them. */
async function assertPreview(given: Given, key: string, allowed: ReadonlySet<string>): Promise<void> {
  const { call, folders } = given
  const questions = folders.map((folder) => ({
    endpoint: 'destroyFolder',
    input: { cloud_name: 'demo', folder: pathOf(folder, folders) },
  }))
  const { answers } = await call<{ answers: { allowed: boolean }[] }>('/api/preview', { questions }, key)
  const expected = folders.map(({ id }) =>
    folders.filter((one) => chainOf(one, folders).includes(id)).every((one) => allowed.has(one.id)),
  )
  assert.deepEqual(
    answers.map((answer) => answer.allowed),
    expected,
  )
  counts.previews += answers.length
}

async function assertAgreement(given: Given, principal: Asked): Promise<void> {
  const { folders } = given
  const { data } = await effectiveOf(given, principal)
  const given_out = [
    ...data.principals.flatMap(({ roles }) => roles.flatMap((role) => role.system_policies)),
    ...data.custom_policies,
  ]
  const statements = given_out.map(({ policy_statement }) => policy_statement).join('\n')
  await assertInspection(given, principal, data.principals)
  for (const action of actions) {
    const decisions = await decideAll(given, principal, action)
    const told = JSON.stringify({ principal, action })
    const allowed = folders.filter((_, position) => decisions[position]?.outcome === 'allow').map(({ id }) => id)
    counts.allowed += allowed.length
    for (const limit of [1, 3, folders.length, 500]) {
      const listed = await listAll(given, principal, action, limit)
      assert.deepEqual([...listed].sort(), [...allowed].sort(), `${told} by ${limit}`)
    }
    for (const [position, folder] of folders.entries()) {
      assert.equal(askCedar(given, principal, action, folder, statements), decisions[position]?.outcome, told)
      const unknown = decisions[position]?.reasons.filter((reason) => !given_out.some(({ id }) => id === reason))
      assert.deepEqual(unknown, [], told)
    }
    if (action === 'delete' && principal.type === 'apiKey') {
      await assertPreview(given, principal.id, new Set(allowed))
    }
  }
}

test('decisions, lists of any page size, previews and the policies that are given out agree', async (t) => {
  for (let number = 0; number < worlds; number++) {
    const random = new Random(seed + number)
    const given = await givenAccount(t, random)
    await makePolicies(given, random)
    for (const principal of given.principals) await assertAgreement(given, principal)
  }
  console.log(`agreement: seed ${seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts.allowed > counts.decisions / 20 && counts.allowed < counts.decisions * 0.8, JSON.stringify(counts))
})
