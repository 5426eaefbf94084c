import type { Command } from 'commander'
import { CommandFailed } from '../command-failed.ts'
import { addPlacementOptions, placementOf, type PlacementFlags } from '../settings.ts'
import type { Terminal } from '../terminal.ts'

/** Adds `rolecall secret rotate`. */
export function addSecretCommand(program: Command, terminal: Terminal): void {
  const secret = program.command('secret').description('the secret key that seals the secrets of keys')
  addPlacementOptions(secret.command('rotate').description('change it, and seal every secret anew')).action(
    (flags: PlacementFlags) => rotate(flags, terminal),
  )
}

async function rotate(flags: PlacementFlags, terminal: Terminal): Promise<void> {
  const placement = placementOf(flags)
  const fromEnvironment = process.env['ROLECALL_SECRET_KEY'] ?? ''
  const { rotateSecretKey, writeNewSecretKey } = await import('./at-store.ts')
  const keys = fromEnvironment.trim() === '' ? [] : fromEnvironment.trim().split(/\s+/)
  if (keys.length === 1) {
    throw new CommandFailed(
      'the secret key comes from ROLECALL_SECRET_KEY: put a new one before it, apart by a blank, and run this again; ' +
        `a new one: ${writeNewSecretKey()}`,
    )
  }
  const count = await rotateSecretKey(placement, fromEnvironment)
  terminal.say(
    `${count} secrets are sealed with the new secret key; restart every server, people have to sign in again`,
  )
  if (keys.length > 1) terminal.say('leave the first key of ROLECALL_SECRET_KEY alone there')
}
