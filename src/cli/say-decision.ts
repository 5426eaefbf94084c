import type { Gate } from '../domain/decision.ts'
import type { EnvironmentRecord } from '../domain/records.ts'
import type { OperatedAccount, OutputOf } from './commands/at-store.ts'
import { nameOf, sayPrincipal, shortRoleId, wordFor, type KnownPrincipal } from './names.ts'
import { readPlaceNames, sayPlace, type PlaceNames } from './places.ts'

type Decided = OutputOf<'decision.make'>['decisions'][number]

/** A question as it was typed. */
export interface Asked {
  readonly known: KnownPrincipal
  readonly action: string
  readonly resource: string
  /** Null: the account. */
  readonly environment: EnvironmentRecord | null
}

/** Explains a decision in words: the outcome, what led to it, and of a deny what is missing and the smallest role that has it. */
export async function explain(account: OperatedAccount, asked: Asked, decided: Decided): Promise<string> {
  const { known, action, resource, environment } = asked
  const assignments = decided.sources.filter((source) => source.type === 'assignment')
  const roles = decided.missing?.roles ?? []
  const places = roles.map(({ parameter }) => ({ reach: { type: 'account' } as const, parameter }))
  const names = await readPlaceNames(account, [...assignments, ...places])
  const principals = await account.perform('name.list-principals', {})
  const where = environment === null ? 'the account' : environment.cloudName
  const may = decided.outcome === 'allow' ? 'may' : 'may not'
  return [
    `${decided.outcome}: ${sayPrincipal(known)} ${may} ${action} ${resource} in ${where}`,
    ...decided.gates.flatMap((gate) => sayGate(gate)),
    ...decided.sources.map((source) => `  ${saySource(source, principals, names)}`),
    ...decided.faults.map(({ policyId, message }) => `  policy ${policyId} could not be evaluated: ${message}`),
    ...(isUnpermitted(decided) ? ['  no policy permits it'] : []),
    ...sayMissing(asked, decided.missing, names),
  ].join('\n')
}

/** Denied for want of a permit, and not by a gate. */
const isUnpermitted = ({ outcome, sources, gates }: Decided): boolean =>
  outcome === 'deny' && sources.length === 0 && gates.every(({ isPassed }) => isPassed)

const closedGates: Readonly<Record<Gate['gate'], string>> = {
  principal_active: 'it is disabled, or its invitation is not accepted yet',
  account_active: 'the account is not active',
  environment_enabled: 'the environment is disabled',
  environment_access: 'the user has no access to this environment, whatever its roles say',
  resource_known: 'there is no such resource',
  library_access:
    'folder and collection roles count only with a role that opens the Media Library, such as prodenv::ml_user',
}

const sayGate = ({ gate, isPassed }: Gate): readonly string[] => (isPassed ? [] : [`  ${closedGates[gate]}`])

function saySource(
  source: Decided['sources'][number],
  principals: readonly KnownPrincipal[],
  names: PlaceNames,
): string {
  if (source.type === 'custom_policy') {
    return `custom policy ${source.policyId} ${source.effect === 'forbid' ? 'forbids' : 'permits'} it`
  }
  const holder = nameOf(source.holder, principals)
  return `${source.policyId}, by the role ${shortRoleId(source.roleId)} of ${holder} in: ${sayPlace(source, names)}`
}

function sayMissing({ known, environment }: Asked, missing: Decided['missing'], names: PlaceNames): readonly string[] {
  if (missing === null) return []
  const [smallest] = missing.roles
  const lines = [`what is missing: ${missing.permissionIds.join(', or ')}`]
  if (smallest === undefined) return lines
  const { roleId, name, size, parameter } = smallest
  const place =
    parameter === null
      ? ''
      : parameter.type === 'folder'
        ? ` --folder ${inQuotes(names.pathByFolder.get(parameter.id) ?? parameter.id)}`
        : ` --collection ${inQuotes(names.nameByCollection.get(parameter.id) ?? parameter.id)}`
  const where = missing.scope.type === 'account' ? '' : ` --environment ${environment?.cloudName ?? 'all'}`
  return [
    ...lines,
    `the smallest role that has it: ${name}, with ${size} permissions`,
    `  rolecall assign ${inQuotes(wordFor(known))} ${shortRoleId(roleId)}${where}${place}`,
    ...(missing.needsLibraryAccess ? ['  and a role that opens the Media Library, such as prodenv::ml_user'] : []),
  ]
}

const inQuotes = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
