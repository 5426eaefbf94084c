import { exitCodes } from './exit-codes.ts'

/** A command that can't go on; its message is all that is shown. */
export class CommandFailed extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.failed, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CommandFailed'
    this.exitCode = exitCode
  }
}

/** Makes the failure of a command that was used wrongly. */
export const usedWrongly = (message: string): CommandFailed => new CommandFailed(message, exitCodes.usage)
