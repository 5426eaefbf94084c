import { createClient, type Client } from '../../api/client.ts'

/** What the client carries of the session; set when it is known who is signed in. */
const carried = { csrfToken: '', accountId: '' }

/** Notes the session that calls are made with; empty texts when nobody is signed in. */
export function carrySession(session: { readonly csrfToken: string; readonly accountId: string }): void {
  Object.assign(carried, session)
}

/** The token of the session, for the one request that isn't an endpoint's. */
export const csrfToken = (): string => carried.csrfToken

/** Every endpoint of this server, called as whoever is signed in; the account is theirs. */
export const client: Client = createClient({
  baseUrl: '',
  csrfToken,
  get accountId() {
    return carried.accountId === '' ? undefined : carried.accountId
  },
})
