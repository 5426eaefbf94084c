import { Badge, Group, Loader, Skeleton, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { CallReply } from '../../api/client.ts'
import type { PrincipalTypeName } from '../../api/spellings.ts'
import { readProblem } from '../calls/problem.ts'
import { useSay, type Say } from '../language/messages.ts'
import { PrincipalChip, ScopeBadge, type ShownScope } from '../parts/Chips.tsx'
import { Notice } from '../parts/Notice.tsx'
import { ProblemText } from '../parts/ProblemText.tsx'
import { changeMessages } from './change-messages.ts'
import classes from './EffectsSheet.module.css'
import { usePermissionNames } from './use-available.ts'

/** Who gains and loses what, as the server says it of any change. */
export type Effects = Pick<CallReply<'previewRoleChange'>, 'counts' | 'places' | 'principals' | 'more' | 'complete'>
type ChangeSay = Say<keyof typeof changeMessages.texts>

/** Who gains and loses what by a change that isn't made yet, in numbers and one by one. */
export function EffectsSheet({
  title,
  query: { data, error },
  isWaiting,
  without,
}: {
  readonly title: string
  readonly query: { readonly data: Effects | undefined; readonly error: Error | null }
  readonly isWaiting: boolean
  /** What is said when nothing changes for anybody. */
  readonly without: string
}) {
  const say = useSay(changeMessages)
  return (
    <section className="console-sheet" style={{ padding: '12px 16px' }} aria-label={title} aria-busy={isWaiting}>
      <Stack gap={8}>
        <Group gap={8}>
          <Text size="sm" fw={570}>
            {title}
          </Text>
          {isWaiting && <Loader size={14} role="status" aria-label={say('asking')} />}
        </Group>
        {error !== null ? (
          <ProblemText problem={readProblem(error)} />
        ) : data === undefined ? (
          <Skeleton height={16} width="70%" role="status" aria-label={say('asking')} />
        ) : (
          <Shown effects={data} without={without} say={say} />
        )}
      </Stack>
    </section>
  )
}

function Shown({
  effects: { counts, places, principals, more, complete },
  without,
  say,
}: {
  readonly effects: Effects
  readonly without: string
  readonly say: ChangeSay
}) {
  const sums = sentencesOf(counts, say)
  if (sums.length === 0) return <Quiet>{without}</Quiet>
  return (
    <>
      <div role="status">
        {sums.map((sum) => (
          <Text key={sum} size="sm">
            {sum}
          </Text>
        ))}
      </div>
      {principals.length > 1 && <Places places={places} say={say} />}
      <ul className={classes.people}>
        {principals.slice(0, mostPeople).map((one) => (
          <Affected key={`${one.type} ${one.id}`} one={one} say={say} />
        ))}
      </ul>
      {more + principals.length > mostPeople && (
        <Quiet>{say('more', { count: more + principals.length - mostPeople })}</Quiet>
      )}
      {!complete && <Notice tone="warning">{say('notAll')}</Notice>}
    </>
  )
}

/** So many are shown one by one; the sum tells of all. */
const mostPeople = 20

const Quiet = ({ children }: { readonly children: string }) => (
  <Text size="sm" className="console-quiet" role="status">
    {children}
  </Text>
)

function sentencesOf(counts: Effects['counts'], say: ChangeSay): readonly string[] {
  const namesOf = (of: 'gaining' | 'losing'): string =>
    counts
      .filter((one) => one[of] > 0)
      .map((one) => say(countKey[one.type], { count: one[of] }))
      .join(', ')
  const [gaining, losing] = [namesOf('gaining'), namesOf('losing')]
  return [
    ...(losing === '' ? [] : [say('losing', { who: losing })]),
    ...(gaining === '' ? [] : [say('gaining', { who: gaining })]),
  ]
}

const countKey = {
  user: 'people',
  group: 'groups',
  apiKey: 'apiKeys',
  provisioningKey: 'accountKeys',
} as const satisfies Record<PrincipalTypeName, string>

function Places({ places, say }: { readonly places: Effects['places']; readonly say: ChangeSay }) {
  return (
    <Group gap={6} aria-label={say('places')} role="group">
      {places.slice(0, mostPlaces).map((place) => (
        <PlaceBadge key={JSON.stringify(place)} place={place} say={say} />
      ))}
      {places.length > mostPlaces && (
        <Text size="xs" className="console-quiet">
          {say('morePlaces', { count: places.length - mostPlaces })}
        </Text>
      )}
    </Group>
  )
}

const mostPlaces = 8

function PlaceBadge({ place, say }: { readonly place: Effects['places'][number]; readonly say: ChangeSay }) {
  const { environment, content } = place
  if (environment === null) return <ScopeBadge scope={{ type: 'account' }} />
  const environmentName = environment.name ?? say('hiddenEnvironment')
  if (content === null) return <ScopeBadge scope={{ type: 'environment', name: environmentName }} />
  const scope: ShownScope = { type: content.type, name: content.name ?? say('hiddenPlace') }
  return <ScopeBadge scope={scope} label={say('placeIn', { place: scope.name, environment: environmentName })} />
}

function Affected({ one, say }: { readonly one: Effects['principals'][number]; readonly say: ChangeSay }) {
  const nameOf = usePermissionNames()
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? one.effects : one.effects.slice(0, mostEffects)
  return (
    <li>
      <Group gap={8}>
        <PrincipalChip type={one.type} name={one.name} />
        {one.groups.length > 0 && (
          <Text size="xs" className="console-quiet">
            {say('through', { groups: one.groups.map(({ name }) => name).join(', ') })}
          </Text>
        )}
      </Group>
      {shown.map(({ place, gained, lost }) => (
        <Group key={JSON.stringify(place)} gap={6} className={classes.effect ?? ''}>
          <PlaceBadge place={place} say={say} />
          {lost.map((id) => (
            <Badge key={id} color="red" leftSection="−">
              <span className={classes.spoken}>{say('loses')} </span>
              {nameOf(id)}
            </Badge>
          ))}
          {gained.map((id) => (
            <Badge key={id} color="teal" leftSection="+">
              <span className={classes.spoken}>{say('gains')} </span>
              {nameOf(id)}
            </Badge>
          ))}
        </Group>
      ))}
      {one.effects.length > mostEffects && !isWhole && (
        <button type="button" className={classes.rest} onClick={() => setWhole(true)}>
          {say('morePlaces', { count: one.effects.length - mostEffects })}
        </button>
      )}
    </li>
  )
}

const mostEffects = 3
