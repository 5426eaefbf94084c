import { enforcedBy } from '../../src/domain/catalogue/enforcement.ts'
import { systemCatalogue } from '../../src/domain/catalogue/system-catalogue.ts'
import type { Role } from '../../src/domain/role.ts'
import type { Engine } from '../../src/engine/engine.ts'
import { operations, publicOperations } from '../../src/operations/index.ts'
import type { Operation } from '../../src/operations/operation.ts'
import { engineOfLoneRoles, holderOf, loneAccountId, somePrincipals } from './lone-roles.ts'
import { code, codes, page, table } from './markdown.ts'
import { sampleInputs } from './sample-inputs.ts'
import { sampleLoaded } from './sample-loaded.ts'

const introduction =
  'Which operations each system role opens when it is the only one held: the engine decides on every need that the ' +
  'operation declares for an input. A list of kinds of principal: open for inputs about these, closed for the others. ' +
  'Environment roles are held in one environment, and the API key in question is there. Asking for decisions about ' +
  'oneself needs nothing. The escalation rule and the plan come on top.'

type Name = keyof typeof operations

/** Makes the page that says which system role opens which operation. */
export function accessMatrixPage(): string {
  const engine = engineOfLoneRoles()
  const names = Object.keys(operations) as Name[]
  const answers = systemCatalogue.roles.map((role) => ({
    role,
    cells: names.map((name) => cellOf(name, role, engine)),
  }))
  const opening = answers.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const others = answers.filter((answer) => !opening.includes(answer)).map(({ role }) => role.id)
  const elsewhere = systemCatalogue.permissions.flatMap(({ id }) => (enforcedBy(id) === 'applications' ? [id] : []))
  const rows = names.map((name, position) => [code(name), ...opening.map(({ cells }) => cells[position] ?? '')])
  return page(
    '# Access matrix',
    introduction,
    `${systemCatalogue.roles.length} system roles, ${names.length} operations.`,
    table(['Operation', ...opening.map(({ role }) => code(role.id.replace(/^cld::role::/, '')))], rows),
    `Roles that open none of these by themselves: ${codes(others)}.`,
    `Open to anyone: ${codes(Object.keys(publicOperations))}.`,
    `Permissions that open none of these, as they are enforced by your applications: ${codes(elsewhere)}.`,
  )
}

function cellOf(name: Name, role: Role, engine: Engine): string {
  const opened = somePrincipals.filter((about) => {
    const operation: Operation<never, unknown> = operations[name]
    // Samples and operations are paired by name; the compiler sees all samples at once.
    return isOpen(operation, { input: sampleInputs[name](about) as never, loaded: sampleLoaded[name] }, role, engine)
  })
  if (opened.length === somePrincipals.length) return 'yes'
  return opened.map(({ type }) => type.replace('_', ' ')).join(', ')
}

function isOpen(
  operation: Operation<never, unknown>,
  { input, loaded }: { readonly input: never; readonly loaded: unknown },
  role: Role,
  engine: Engine,
): boolean {
  const principal = holderOf(role)
  const caller = { accountId: loneAccountId, by: principal, requestId: null }
  const { access } = operation
  if (access.type !== 'requires') return access.type === 'anyone'
  if (operation.refuses !== undefined && operation.refuses.of(input, caller, loaded) !== null) return false
  return access.needs.every(({ action, of }) =>
    of(input, caller, engine, loaded).every(
      (place) => engine.decide({ principal, action, ...place, at: 0 }).outcome === 'allow',
    ),
  )
}
