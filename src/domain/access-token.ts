/** How long an access token works, in seconds: when nothing is said, at least, and at most. */
export const accessTokenSeconds = { usual: 3600, least: 60, most: 12 * 3600 } as const

/** How many access tokens of one key or user work in an environment at a time. */
export const mostAccessTokens = 100
