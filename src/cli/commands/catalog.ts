import type { Command } from 'commander'
import { CommandFailed } from '../command-failed.ts'
import { readDataFile } from '../read-file.ts'
import { addPlacementOptions, placementOf, readPath, type PlacementFlags } from '../settings.ts'
import type { StoreCommands } from './at-store.ts'
import { sayLosses, sayReplacement } from './say-catalogue.ts'

interface ReplaceFlags extends PlacementFlags {
  readonly force?: true
}

interface ShowFlags extends PlacementFlags {
  readonly json?: true
}

/** Adds `rolecall catalog import`, `reset` and `show`. */
export function addCatalogCommand(program: Command): void {
  const catalog = program.command('catalog').description('the system permissions and roles of the installation')
  const force = 'even when roles in use lose permissions'
  addPlacementOptions(catalog.command('import').description('put a catalogue in force, as the vendor publishes it'))
    .argument('<file>', 'JSON of the public catalogue endpoint', readPath)
    .option('--force', force)
    .action(importFile)
  addPlacementOptions(catalog.command('reset').description('put the shipped catalogue back in force'))
    .option('--force', force)
    .action(reset)
  addPlacementOptions(catalog.command('show').description('say which catalogue is in force'))
    .option('--json', 'the whole of it')
    .action(show)
}

async function importFile(path: string, flags: ReplaceFlags): Promise<void> {
  const json = await readDataFile(path)
  const outcome = await reachStore(flags, (commands) => commands.importCatalogue(json, flags.force === true))
  if (outcome.type === 'faults') {
    const faults = outcome.faults.map((fault) => `  ${fault.path}: ${fault.message}`)
    throw new CommandFailed(`${path} is no valid catalogue; nothing was changed:\n${faults.join('\n')}`)
  }
  if (outcome.type === 'in_use') throw refusedForUse(sayLosses(outcome.losses))
  console.log(sayReplacement(`imported ${path}`, outcome))
}

async function reset(flags: ReplaceFlags): Promise<void> {
  const outcome = await reachStore(flags, (commands) => commands.resetCatalogue(flags.force === true))
  if (outcome.type === 'in_use') throw refusedForUse(sayLosses(outcome.losses))
  if (outcome.type === 'replaced') console.log(sayReplacement('the shipped catalogue is in force', outcome))
}

/** The store is loaded here and not before: a slip in the command line is told at once. */
async function reachStore<T>(flags: PlacementFlags, work: (commands: StoreCommands) => Promise<T>): Promise<T> {
  const placement = placementOf(flags)
  const { atStore } = await import('./at-store.ts')
  return atStore(placement, work)
}

const refusedForUse = (losses: string): CommandFailed =>
  new CommandFailed(
    `accounts use what this catalogue lacks; nothing was changed:\n${losses}\n` +
      'change these first, or give --force: then what is gone has no effect there',
  )

async function show(flags: ShowFlags): Promise<void> {
  const { catalogue, isImported } = await reachStore(flags, (commands) => commands.showCatalogue())
  if (flags.json === true) {
    console.log(JSON.stringify(catalogue, null, 2))
    return
  }
  const { permissions, roles } = catalogue
  const origin = isImported ? 'an imported catalogue' : 'the shipped catalogue'
  console.log(`${origin} is in force: ${permissions.length} permissions, ${roles.length} roles`)
  for (const { id, name, permissionIds } of roles) console.log(`  ${id}  ${name}, ${permissionIds.length} permissions`)
}
