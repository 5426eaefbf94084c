import { useQuery } from '@tanstack/react-query'
import { CallFailed } from '../../api/client.ts'
import { useSession } from '../calls/session.ts'
import { call } from '../calls/use-endpoint.ts'

/** An asset that was named; `unnamed` when no name was given. */
export type NamedAsset =
  { readonly is: 'unnamed' | 'unknown' | 'absent'; readonly id: null } | { readonly is: 'found'; readonly id: string }

/** Finds the asset of a public ID in an environment, of whichever kind it is. */
export function useAsset(environmentId: string, publicId: string): NamedAsset {
  const { environments } = useSession()
  const cloudName = environments.find(({ id }) => id === environmentId)?.cloud_name ?? ''
  const { data } = useQuery({
    queryKey: ['asset by public id', cloudName, publicId],
    queryFn: () => findAsset(cloudName, publicId),
    enabled: publicId !== '',
  })
  if (publicId === '') return { is: 'unnamed', id: null }
  if (data === undefined) return { is: 'unknown', id: null }
  return data === null ? { is: 'absent', id: null } : { is: 'found', id: data }
}

/** Null: there is none, or none that the caller may see. */
async function findAsset(cloudName: string, publicId: string): Promise<string | null> {
  for (const resource_type of ['image', 'video', 'raw'] as const) {
    for (const type of ['upload', 'private', 'authenticated'] as const) {
      try {
        const fields = { cloud_name: cloudName, resource_type, type, public_id: publicId }
        return (await call('getResourceByPublicId', fields)).asset_id
      } catch (error) {
        if (!(error instanceof CallFailed) || ![403, 404].includes(error.status)) throw error
      }
    }
  }
  return null
}
