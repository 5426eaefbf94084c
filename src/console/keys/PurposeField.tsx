import { Textarea } from '@mantine/core'
import { useSay } from '../language/messages.ts'
import { keyMessages } from './messages.ts'

/** What a key is for. */
export function PurposeField({
  purpose,
  onPurpose,
}: {
  readonly purpose: string
  readonly onPurpose: (purpose: string) => void
}) {
  const say = useSay(keyMessages)
  return (
    <Textarea
      label={say('purpose')}
      description={say('purposeHint')}
      value={purpose}
      maxLength={500}
      autosize
      minRows={2}
      maxRows={6}
      onChange={({ currentTarget }) => onPurpose(currentTarget.value)}
    />
  )
}
