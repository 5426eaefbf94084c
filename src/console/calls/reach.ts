import { CallFailed } from '../../api/client.ts'
import { createFlag } from './flag.ts'

/** The server doesn't answer: the last call failed on its way, or what stands in front of the server said so. */
export const isOutOfReach = createFlag()

/** Tells whether an error is one of the connection, not an answer of Rolecall. */
export const isConnectionFailure = (error: unknown): boolean =>
  error instanceof CallFailed ? isUnreachable(error.status) : error instanceof TypeError

/** Tells whether a status says that the server can't be reached; 0 stands for no answer at all. */
export const isUnreachable = (status: number): boolean => [0, 502, 503, 504].includes(status)
