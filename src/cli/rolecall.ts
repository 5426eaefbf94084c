import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { addCatalogCommand } from './commands/catalog.ts'
import { addServeCommand } from './commands/serve.ts'
import { exitCodes } from './exit-codes.ts'
import { CommandFailed } from './command-failed.ts'

const program = new Command('rolecall')
  .description('Roles and permissions for media libraries, self-hosted.')
  .version(readVersion(), '--version', 'print the version')
  .showHelpAfterError('(rolecall --help shows how it is used)')
  .exitOverride()
addServeCommand(program)
addCatalogCommand(program)
await run()

/** Ends with 0 when all went well, 1 when something was refused or failed, 2 when the command was used wrongly. */
async function run(): Promise<void> {
  try {
    await program.parseAsync()
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage
      return
    }
    process.exitCode = error instanceof CommandFailed ? error.exitCode : exitCodes.failed
    console.error(`rolecall: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The same place from `src/` and from `dist/`. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return version
}
