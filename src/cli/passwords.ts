import type { Terminal } from './terminal.ts'

/** Asks for a new password; it never stands on the command line, where other users of the machine could read it. */
export const readNewPassword = (terminal: Terminal): Promise<string> => terminal.readSecret('new password: ')
