import { Text, Tooltip } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { peopleMessages } from './messages.ts'
import { useNow } from './use-now.ts'

/** Says how long ago an instant was; its date on pointing at it. */
export function Moment({ at }: { readonly at: string | null }) {
  const say = useSay(peopleMessages)
  const now = useNow()
  if (at === null) {
    return (
      <Text size="sm" component="span" className="console-quiet">
        {say('never')}
      </Text>
    )
  }
  return (
    <Tooltip label={inWords(at)}>
      <Text size="sm" component="time" dateTime={at} className="console-number" style={{ whiteSpace: 'nowrap' }}>
        {sinceThen(at, now)}
      </Text>
    </Tooltip>
  )
}

/** Says a date with its time. */
export const inWords = (at: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

const units = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const

/** Says how long ago an instant was, or how long it is until then, in the largest unit that fits. */
export function sinceThen(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000)
  const format = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })
  const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1]
  return format.format(unit === 'second' ? 0 : Math.trunc(seconds / size), unit)
}
