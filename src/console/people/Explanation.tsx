import { Badge, List, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { listed } from '../language/lists.ts'
import { useSay, type Say } from '../language/messages.ts'
import { Icon } from '../parts/icons.tsx'
import { principalPath, rolePath } from './address.ts'
import classes from './CanThey.module.css'
import { peopleMessages } from './messages.ts'
import { useEnvironmentNames, useRoleNames } from './use-names.ts'

type Principal = CallReply<'getPrincipal'>
type Decision = Extract<CallReply<'decide'>, { via: unknown; revision: number }>
type Source = Decision['via'][number]
type PeopleSay = Say<keyof typeof peopleMessages.texts>
type AssignmentSource = Extract<Source, { type: 'assignment' }>

/** Says in words what was decided: by which roles, through which groups, on which folders; or what is missing. */
export function Explanation({ principal, decision }: { readonly principal: Principal; readonly decision: Decision }) {
  const say = useSay(peopleMessages)
  const { name } = principal
  const isAllowed = decision.outcome === 'allow'
  return (
    <div className={classes.answer} data-outcome={decision.outcome} role="status">
      <Text fw={600} className={classes.outcome ?? ''} component="p" m={0}>
        <Icon name={isAllowed ? 'tick' : 'cross'} /> {say(isAllowed ? 'yes' : 'no', { name })}
      </Text>
      {isAllowed ? (
        <Because principal={principal} sources={decision.via.filter((one) => !isForbid(one))} />
      ) : (
        <WhyNot principal={principal} decision={decision} />
      )}
    </div>
  )
}

const isForbid = (source: Source): boolean => source.type === 'custom_policy' && source.effect === 'forbid'

function Because({ principal, sources }: { readonly principal: Principal; readonly sources: readonly Source[] }) {
  const say = useSay(peopleMessages)
  // Several permissions of one role say the same.
  const distinct = [...new Map(sources.map((one) => [keyOf(one), one])).values()]
  if (distinct.length === 0) return null
  return (
    <Stack gap={2} mt={8}>
      <Text size="sm" className="console-quiet">
        {say('because')}
      </Text>
      <List size="sm" spacing={2}>
        {distinct.map((source) => (
          <List.Item key={keyOf(source)}>
            {source.type === 'assignment' ? (
              <ViaRole principal={principal} source={source} />
            ) : (
              say('viaPolicy', { id: source.policy_id })
            )}
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

const keyOf = (source: Source): string =>
  source.type === 'custom_policy' ? source.policy_id : JSON.stringify({ ...source, policy_id: '' })

function ViaRole({ principal, source }: { readonly principal: Principal; readonly source: AssignmentSource }) {
  const say = useSay(peopleMessages)
  const nameOf = useEnvironmentNames(say('allEnvironments'), source.scope_id === undefined ? [] : [source.scope_id])
  const held = principal.roles.find(
    ({ role_id, scope_id, place, group }) =>
      role_id === source.role_id &&
      scope_id === source.scope_id &&
      (place?.id ?? undefined) === (source.policy_parameters?.folder_id ?? source.policy_parameters?.collection_id) &&
      (group?.id ?? principal.id) === source.principal.id,
  )
  const roleName = useRoleNames(held === undefined ? [source.role_id] : [])
  const role = held?.name ?? roleName(source.role_id)
  const where = whereOf(source, held?.place?.name, say, nameOf)
  const isOwn = source.principal.type === principal.type && source.principal.id === principal.id
  const group = held?.group?.name ?? source.principal.id
  const text = isOwn ? say('viaOwn', { role, where }) : say('viaGroup', { role, where, group })
  return (
    <>
      {text} <Link to={rolePath(source.role_id)}>{say('role')}</Link>
      {!isOwn && (
        <>
          {' · '}
          <Link to={principalPath('group', source.principal.id)}>{say('groupLink')}</Link>
        </>
      )}
    </>
  )
}

/** Where a role counts, in words. */
function whereOf(
  { policy_parameters = {}, scope_id }: AssignmentSource,
  placeName: string | null | undefined,
  say: PeopleSay,
  nameOf: (id: string) => string,
): string {
  const { folder_id, collection_id } = policy_parameters
  if (folder_id !== undefined) return say('onFolder', { name: placeName ?? folder_id })
  if (collection_id !== undefined) return say('onCollection', { name: placeName ?? collection_id })
  if (scope_id === undefined) return say('inAccount')
  return scope_id === 'all' ? say('inAll') : say('inOne', { name: nameOf(scope_id) })
}

function WhyNot({ principal: { name }, decision }: { readonly principal: Principal; readonly decision: Decision }) {
  const say = useSay(peopleMessages)
  const { gates, via, missing, faults } = decision
  const closed = gates.filter(({ passed }) => !passed)
  const forbids = via.filter(isForbid)
  const hasNothing = closed.length === 0 && forbids.length === 0
  return (
    <Stack gap={8} mt={8}>
      <List size="sm" spacing={2}>
        {closed.map(({ gate }) => (
          <List.Item key={gate}>{say(`gate_${gate}`, { name })}</List.Item>
        ))}
        {forbids.map(({ policy_id }) => (
          <List.Item key={policy_id}>{say('forbiddenBy', { id: policy_id })}</List.Item>
        ))}
        {hasNothing && <List.Item>{say('nothingPermits')}</List.Item>}
        {faults.length > 0 && <List.Item>{say('faults')}</List.Item>}
      </List>
      {missing !== undefined && missing.roles.length > 0 && <WouldDo missing={missing} />}
    </Stack>
  )
}

/** The roles that would do, the smallest first. */
function WouldDo({ missing }: { readonly missing: NonNullable<Decision['missing']> }) {
  const say = useSay(peopleMessages)
  const { data } = useEndpoint('getSystemRolesAndPoliciesCatalog', {})
  const nameOf = (id: string): string => data?.catalog.system_policies.find((one) => one.id === id)?.name ?? id
  return (
    <div>
      {missing.permissions.length > 0 && (
        <Text size="sm" mb={6}>
          {say('missing', {
            permissions: listed(
              missing.permissions.map((id) => `“${nameOf(id)}”`),
              'disjunction',
            ),
          })}
        </Text>
      )}
      <Text size="sm" className="console-quiet">
        {say('wouldDo')}
      </Text>
      {missing.roles.slice(0, 3).map(({ id, name, size }) => (
        <Badge key={id} component={Link} to={rolePath(id)} color="ink" mr={6} style={{ cursor: 'pointer' }}>
          {say('wouldDoSize', { name, count: size })}
        </Badge>
      ))}
      {missing.needs_library_access && (
        <Text size="sm" mt={4}>
          {say('alsoLibrary')}
        </Text>
      )}
    </div>
  )
}
