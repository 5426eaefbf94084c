import type { WireMissing } from '../denial.ts'

/** The header that repeats a denial: some clients show no more of a 403 than its status (api-surface 3.3). */
export const denialHeader = 'x-rolecall-denial'

/** How long the header may be, in characters. */
const longest = 1000

/** Says a denial in one line of ASCII: the message, and the smallest thing that would help. */
export function writeDenialHeader(message: string, missing: readonly WireMissing[]): string {
  const remedies = missing.flatMap(({ roles: [role], permissions: [permission] }) =>
    role !== undefined
      ? [`role ${role.id}${onWhat(role.policy_parameters)} has it`]
      : permission === undefined
        ? []
        : [`permission ${permission} gives it`],
  )
  const line = [message, ...new Set(remedies)].join('; ')
  return line.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, longest)
}

const onWhat = (parameters: WireMissing['roles'][number]['policy_parameters']): string => {
  const id = parameters?.folder_id ?? parameters?.collection_id
  return id === undefined ? '' : ` on ${id}`
}
