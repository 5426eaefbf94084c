import { Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { principalTypeNames } from '../../api/spellings.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { NotFoundPage } from '../frame/NotFoundPage.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered, LoadingRows } from '../parts/States.tsx'
import { useSay } from '../language/messages.ts'
import { AccessSection } from './AccessSection.tsx'
import { Activity } from './Activity.tsx'
import { CanThey } from './CanThey.tsx'
import { HeldRoles } from './HeldRoles.tsx'
import { MemberSection } from './MemberSection.tsx'
import { peopleMessages } from './messages.ts'
import { PrincipalHeader } from './PrincipalHeader.tsx'

/** Everything about one principal: whether they can do something, what they hold and where it comes from, what happened. */
export function PrincipalPage() {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const type = principalTypeNames.find((one) => one === params['type'])
  const { id } = params
  if (type === undefined || id === undefined) return <NotFoundPage />
  return <Found key={`${type} ${id}`} type={type} id={id} />
}

function Found({ type, id }: { readonly type: (typeof principalTypeNames)[number]; readonly id: string }) {
  const say = useSay(peopleMessages)
  const principal = useEndpoint('getPrincipal', { type, id })
  return (
    <>
      {principal.data === undefined && <PageHeader title={say('page')} />}
      <Answered
        query={principal}
        intent={{ endpoint: 'getPrincipal', input: { type, id } }}
        loading={<LoadingRows rows={8} />}
      >
        {(data) => <Sections principal={data} />}
      </Answered>
    </>
  )
}

function Sections({ principal }: { readonly principal: CallReply<'getPrincipal'> }) {
  return (
    <Stack gap="lg">
      <PrincipalHeader principal={principal} />
      <CanThey principal={principal} />
      <HeldRoles principal={principal} />
      {principal.type !== 'provisioningKey' && principal.type !== 'group' && <AccessSection principal={principal} />}
      {principal.type === 'group' && <MemberSection group={principal} />}
      <Activity principal={principal} />
    </Stack>
  )
}
