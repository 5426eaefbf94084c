import { useAddressText } from '../calls/address.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { useEnvironment, type OpenEnvironment } from '../frame/environment.ts'
import { useSay } from '../language/messages.ts'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered, EmptyState } from '../parts/States.tsx'
import { pageSize, usePages } from '../parts/use-pages.ts'
import { CreateKeyButton } from './CreateKey.tsx'
import { countOf, fromAccessKey } from './key.ts'
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
  const [text, setText] = useAddressText('text')
  const fields = { sub_account_id: id, extended_details: true, ...(text !== '' && { text }) } as const
  const keys = usePages(keyOf('getAccessKeys', fields), async (page) => {
    const answer = await call('getAccessKeys', { ...fields, page, page_size: pageSize })
    const rows = answer.access_keys.map((one) => fromAccessKey(one, id))
    return { rows, total: answer.total, next: page * pageSize < answer.total ? page + 1 : null }
  })
  return (
    <>
      <PageHeader
        title={say('accessTitle')}
        count={countOf(keys, say)}
        description={say('accessDescription', { environment: name })}
        actions={<CreateKeyButton environmentId={id} />}
      />
      <Answered query={keys} intent={{ endpoint: 'getAccessKeys', input: fields }}>
        {() => <KeyTable label={say('accessTitle')} isOfAccount={false} pages={keys} text={text} onText={setText} />}
      </Answered>
    </>
  )
}
