import { Badge, Code, Text } from '@mantine/core'
import { useSay, type Say } from '../language/messages.ts'
import type { Column } from '../parts/DataTable.tsx'
import { Moment } from '../people/Moment.tsx'
import type { ShownEnvironment } from './environment.ts'
import { environmentMessages } from './messages.ts'

type EnvironmentSay = Say<keyof typeof environmentMessages.texts>

/** The columns of the list of environments. */
export const columnsOf = (say: EnvironmentSay): readonly Column<ShownEnvironment>[] => [
  {
    id: 'name',
    head: say('name'),
    orderBy: ({ name }) => name,
    show: ({ name }) => (
      <Text size="sm" fw={570} component="span" lineClamp={2}>
        {name}
      </Text>
    ),
  },
  {
    id: 'cloud',
    head: say('cloudName'),
    orderBy: ({ cloud_name }) => cloud_name,
    show: ({ cloud_name }) => <Code>{cloud_name}</Code>,
  },
  {
    id: 'status',
    head: say('status'),
    width: '120px',
    orderBy: ({ enabled }) => Number(!enabled),
    show: ({ enabled }) => <Badge color={enabled ? 'teal' : 'gray'}>{say(enabled ? 'enabled' : 'disabled')}</Badge>,
  },
  {
    id: 'keys',
    head: say('keys'),
    width: '80px',
    isMinor: true,
    show: ({ key_count }) => <span className="console-number">{key_count}</span>,
  },
  {
    id: 'attributes',
    head: say('attributes'),
    isMinor: true,
    show: (shown) => <Attributes shown={shown} />,
  },
  {
    id: 'created',
    head: say('created'),
    width: '130px',
    isMinor: true,
    orderBy: ({ created_at }) => created_at,
    show: ({ created_at }) => <Moment at={created_at} />,
  },
]

function Attributes({ shown: { custom_attributes } }: { readonly shown: ShownEnvironment }) {
  const say = useSay(environmentMessages)
  const all = Object.entries(custom_attributes).map(([name, value]) => `${name}: ${value}`)
  return (
    <Text size="sm" className="console-quiet" component="span" lineClamp={1}>
      {all.length === 0 ? say('noAttributes') : all.join(' · ')}
    </Text>
  )
}
