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
  const fields = { environment: id, ...(text !== '' && { text }) }
  const keys = usePages(keyOf('listApiKeys', fields), async (page) => {
    const { keys: found, total, next_page } = await call('listApiKeys', { ...fields, page, page_size: pageSize })
    return { rows: found.map(fromAccessKey), total, next: next_page }
  })
  return (
    <>
      <PageHeader
        title={say('accessTitle')}
        count={countOf(keys, say)}
        description={say('accessDescription', { environment: name })}
        actions={<CreateKeyButton environmentId={id} />}
      />
      <Answered query={keys} intent={{ endpoint: 'listApiKeys', input: fields }}>
        {() => <KeyTable label={say('accessTitle')} pages={keys} text={text} onText={setText} />}
      </Answered>
    </>
  )
}
