import { useEndpoint } from '../calls/use-endpoint.ts'
import { useEnvironment, type OpenEnvironment } from '../frame/environment.ts'
import { useSay } from '../language/messages.ts'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { CreateKeyButton } from './CreateKey.tsx'
import { fromAccessKey } from './key.ts'
import { KeyTable } from './KeyTable.tsx'
import { keyMessages } from './messages.ts'

/** API keys: those of the environment that is chosen. */
export function AccessKeysPage() {
  const say = useSay(keyMessages)
  const { chosen } = useEnvironment()
  if (chosen !== null) return <Keys key={chosen.id} environment={chosen} />
  return (
    <>
      <PageHeader title={say('accessTitle')} />
      <EmptyState icon="environment" title={say('noEnvironment')} />
    </>
  )
}

function Keys({ environment: { id, name } }: { readonly environment: OpenEnvironment }) {
  const say = useSay(keyMessages)
  const fields = { sub_account_id: id, extended_details: true } as const
  const keys = useEndpoint('getAccessKeys', fields)
  return (
    <>
      <PageHeader
        title={say('accessTitle')}
        count={keys.data === undefined ? undefined : say('count', { count: keys.data.total })}
        description={say('accessDescription', { environment: name })}
        actions={<CreateKeyButton environmentId={id} />}
      />
      <Answered query={keys} intent={{ endpoint: 'getAccessKeys', input: fields }}>
        {({ access_keys }) => (
          <KeyTable label={say('accessTitle')} keys={access_keys.map((one) => fromAccessKey(one, id))} />
        )}
      </Answered>
    </>
  )
}
