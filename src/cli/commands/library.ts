import type { Command } from 'commander'
import { addAccountOptions } from '../account-command.ts'
import { readPath } from '../settings.ts'
import type { Terminal } from '../terminal.ts'
import { importLibrary, type ImportFlags } from './library-import.ts'

/** Adds `rolecall library import`. */
export function addLibraryCommand(program: Command, terminal: Terminal): void {
  const library = program.command('library').description('the files of an environment')
  addAccountOptions(
    library.command('import').description('bring a folder of files in; run again, it goes on where it broke off'),
  )
    .argument('<dir>', 'folder on this machine; folders beneath it become folders of the library', readPath)
    .requiredOption('--environment <cloud name>', 'the environment that they go to')
    .option('--folder <path>', 'folder of the library that they go to; the top when absent')
    .option('--dry-run', 'say what would be done, and do nothing')
    .option('--overwrite', 'put files in the place of others that have their names')
    .action((folder: string, flags: ImportFlags) => importLibrary(terminal, folder, flags))
}
