import { Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { CallReply } from '../../api/client.ts'
import { useEndpoint } from '../calls/use-endpoint.ts'
import { useEnvironment, type OpenEnvironment } from '../frame/environment.ts'
import { NotFoundPage } from '../frame/NotFoundPage.tsx'
import { useSay } from '../language/messages.ts'
import { Notice } from '../parts/Notice.tsx'
import { PageHeader } from '../parts/PageHeader.tsx'
import { Answered } from '../parts/States.tsx'
import { Section } from '../people/Section.tsx'
import { FolderHolders } from './FolderHolders.tsx'
import { folderMessages } from './messages.ts'

/** One folder: where it lies, who has roles on it, and which doors besides roles lead into it. */
export function FolderPage() {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false })
  const { all } = useEnvironment()
  const environment = all.find(({ id }) => id === params['environmentId'])
  const { folderId } = params
  if (environment === undefined || folderId === undefined) return <NotFoundPage />
  return <Found key={folderId} environment={environment} folderId={folderId} />
}

function Found({ environment, folderId }: { readonly environment: OpenEnvironment; readonly folderId: string }) {
  const say = useSay(folderMessages)
  const fields = { cloud_name: environment.cloud_name, id: folderId }
  const folder = useEndpoint('getFolderById', fields)
  return (
    <>
      <PageHeader
        title={folder.data?.path ?? say('page')}
        description={say('description', { environment: environment.name })}
      />
      <Answered query={folder} intent={{ endpoint: 'getFolderById', input: fields }}>
        {(data) => <Shared environment={environment} folder={data} />}
      </Answered>
    </>
  )
}

function Shared({
  environment,
  folder: { external_id, ancestors },
}: {
  readonly environment: OpenEnvironment
  readonly folder: CallReply<'getFolderById'>
}) {
  const say = useSay(folderMessages)
  const fields = { cloud_name: environment.cloud_name, folder_id: external_id }
  const sharing = useEndpoint('getFolderRoles', fields)
  const pathById = new Map(ancestors.map((one) => [one.external_id, one.path]))
  return (
    <Section title={say('holders')} hint={say('holdersHint')}>
      <Answered query={sharing} intent={{ endpoint: 'getFolderRoles', input: fields }}>
        {(data) => (
          <Stack gap="md">
            <OtherDoors sharing={data} />
            <FolderHolders folderId={external_id} pathById={pathById} holders={data.shared_with} />
          </Stack>
        )}
      </Answered>
    </Section>
  )
}

/** What lets people in who have no role: unsigned presets and public links. */
function OtherDoors({
  sharing: { unsigned_presets, public_links },
}: {
  readonly sharing: CallReply<'getFolderRoles'>
}) {
  const say = useSay(folderMessages)
  const names = unsigned_presets.map(({ name }) => name ?? say('hiddenPreset')).join(', ')
  return (
    <>
      {names !== '' && <Notice tone="warning">{say('presets', { names })}</Notice>}
      {public_links.length > 0 && <Notice tone="info">{say('links', { count: public_links.length })}</Notice>}
    </>
  )
}
