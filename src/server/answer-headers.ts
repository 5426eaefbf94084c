/** The header that says at which revision of the account an answer was made. */
export const revisionHeader = 'x-rolecall-revision'

/** What every answer says: the request's id, and that it must neither be guessed at nor kept. */
export const everyAnswer = (requestId: string): Readonly<Record<string, string>> => ({
  'x-request-id': requestId,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  // Links of invitations and of new passwords are addresses: no other site may learn of them.
  'referrer-policy': 'no-referrer',
})
