import type { UserRecord } from '../../domain/records.ts'

/** How a link reached whom it is for, or didn't: then it is shown to who asked for it, once. */
export type Delivery = { readonly by: 'mail' } | { readonly by: 'link'; readonly link: string }

/** A link for one user. Whoever has it can set the user's password, so it goes to nobody else. */
export interface Letter {
  readonly user: UserRecord
  readonly token: string
  /** Absent until the server has sent it, or has found that it can't. */
  readonly delivery?: Delivery
}
