import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { Refusal } from '../domain/errors.ts'
import { CommandFailed } from './command-failed.ts'
import { addAccountCommand } from './commands/account.ts'
import { addAssignCommands } from './commands/assign.ts'
import { addCatalogCommand } from './commands/catalog.ts'
import { addDecideCommand } from './commands/decide.ts'
import { addEnvironmentCommand } from './commands/environment.ts'
import { addGroupCommand } from './commands/group.ts'
import { addKeyCommand } from './commands/key.ts'
import { addLibraryCommand } from './commands/library.ts'
import { addRoleCommand } from './commands/role.ts'
import { addSecretCommand } from './commands/secret.ts'
import { addServeCommand } from './commands/serve.ts'
import { addUserCommand } from './commands/user.ts'
import { exitCodes } from './exit-codes.ts'
import { sayRefusal } from './say-refusal.ts'
import type { Terminal } from './terminal.ts'

/** Makes the command `rolecall` with all its commands. */
export function createProgram(terminal: Terminal): Command {
  const program = new Command('rolecall')
    .description('Roles and permissions for media libraries, self-hosted.')
    .version(readVersion(), '--version', 'print the version')
    .showHelpAfterError('(rolecall --help shows how it is used)')
    .configureOutput({
      writeOut: (text) => terminal.say(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.complain(text.replace(/\n$/, '')),
    })
    .exitOverride()
  addServeCommand(program)
  addCatalogCommand(program)
  addAccountCommand(program, terminal)
  addEnvironmentCommand(program, terminal)
  addUserCommand(program, terminal)
  addGroupCommand(program, terminal)
  addKeyCommand(program, terminal)
  addRoleCommand(program, terminal)
  addAssignCommands(program, terminal)
  addDecideCommand(program, terminal)
  addLibraryCommand(program, terminal)
  addSecretCommand(program, terminal)
  return program
}

/**
 * Runs the command with some words behind it.
 *
 * @returns what it ends with: 0 when all went well, 1 when something was refused or failed, 2 when it was used wrongly
 */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync(words, { from: 'user' })
    return exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    terminal.complain(`rolecall: ${sayError(error)}`)
    return error instanceof CommandFailed ? error.exitCode : exitCodes.failed
  }
}

function sayError(error: unknown): string {
  if (error instanceof Refusal) return sayRefusal(error)
  return error instanceof Error ? error.message : String(error)
}

/** The same place from `src/` and from `dist/`. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return version
}
