import { useEndpoint } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { CreateKeyButton } from './CreateKey.tsx'
import { fromAccountKey } from './key.ts'
import { KeyTable } from './KeyTable.tsx'
import { keyMessages } from './messages.ts'

/** Account management keys. */
export function AccountKeysPage() {
  const say = useSay(keyMessages)
  const keys = useEndpoint('listAccountKeys', {})
  return (
    <>
      <PageHeader
        title={say('accountTitle')}
        count={keys.data === undefined ? undefined : say('count', { count: keys.data.keys.length })}
        description={say('accountDescription')}
        actions={<CreateKeyButton environmentId={null} />}
      />
      <Answered query={keys} intent={{ endpoint: 'listAccountKeys', input: {} }}>
        {(answer) => <KeyTable label={say('accountTitle')} keys={answer.keys.map(fromAccountKey)} />}
      </Answered>
    </>
  )
}
