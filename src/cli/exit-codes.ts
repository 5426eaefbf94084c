/** What the command ends with: all went well; something was refused or failed; it was used wrongly. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const
