import { useAddressText } from '../calls/address.ts'
import { call, keyOf } from '../calls/use-endpoint.ts'
import { useSay } from '../language/messages.ts'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { pageSize, usePages } from '../parts/use-pages.ts'
import { CreateKeyButton } from './CreateKey.tsx'
import { countOf, fromAccountKey } from './key.ts'
import { KeyTable } from './KeyTable.tsx'
import { keyMessages } from './messages.ts'

/** Account management keys. */
export function AccountKeysPage() {
  const say = useSay(keyMessages)
  const [text, setText] = useAddressText('text')
  const fields = text === '' ? {} : { text }
  const keys = usePages(keyOf('listAccountKeys', fields), async (page) => {
    const { keys: found, total, next_page } = await call('listAccountKeys', { ...fields, page, page_size: pageSize })
    return { rows: found.map(fromAccountKey), total, next: next_page }
  })
  return (
    <>
      <PageHeader
        title={say('accountTitle')}
        count={countOf(keys, say)}
        description={say('accountDescription')}
        actions={<CreateKeyButton environmentId={null} />}
      />
      <Answered query={keys} intent={{ endpoint: 'listAccountKeys', input: {} }}>
        {() => <KeyTable label={say('accountTitle')} pages={keys} text={text} onText={setText} />}
      </Answered>
    </>
  )
}
