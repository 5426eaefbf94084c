import type { Command } from 'commander'
import type { SourceHost } from '../../domain/source-host.ts'
import { createLog, logLevels, type LogLevel } from '../../server/log.ts'
import type { BootstrapFile } from '../../server/first-start.ts'
import type { RunningServer, ServerOptions } from '../../server/serve.ts'
import { CommandFailed, usedWrongly } from '../command-failed.ts'
import { readDataFile } from '../read-file.ts'
import {
  addPlacementOptions,
  placementOf,
  readHost,
  readByteCount,
  readCount,
  readFetchHosts,
  readHttpUrl,
  readPath,
  readPort,
  readSmtpUrl,
  setting,
  type PlacementFlags,
} from '../settings.ts'

interface ServeFlags extends PlacementFlags {
  readonly port: number
  readonly host: string
  readonly bootstrap?: string
  readonly logLevel: LogLevel
  readonly publicUrl?: string
  readonly smtpUrl?: string
  readonly mailFrom?: string
  readonly trustProxy?: string
  readonly fetchHosts?: readonly SourceHost[]
  readonly maxFileBytes?: number
  readonly demoFiles: 'on' | 'off'
  readonly callsPerHour?: number
}

/** Adds `rolecall serve`. */
export function addServeCommand(program: Command): void {
  const command = addPlacementOptions(program.command('serve').description('start the server'))
    .addOption(
      setting('--port <number>', 'ROLECALL_PORT', 'port to listen on; 0 for any').argParser(readPort).default(4600),
    )
    .addOption(
      setting('--host <name>', 'ROLECALL_HOST', 'address to listen on').argParser(readHost).default('127.0.0.1'),
    )
    .addOption(
      setting('--bootstrap <file>', 'ROLECALL_BOOTSTRAP', 'YAML or JSON to fill an empty store with').argParser(
        readPath,
      ),
    )
    .addOption(
      setting('--log-level <level>', 'ROLECALL_LOG_LEVEL', 'how much to log').choices(logLevels).default('info'),
    )
    .addOption(
      setting(
        '--public-url <url>',
        'ROLECALL_PUBLIC_URL',
        'where people reach the console, for links and cookies',
      ).argParser(readHttpUrl),
    )
    .addOption(
      setting('--smtp-url <url>', 'ROLECALL_SMTP_URL', 'mail server for invitations and new passwords').argParser(
        readSmtpUrl,
      ),
    )
    .addOption(setting('--mail-from <address>', 'ROLECALL_MAIL_FROM', 'sender of mail; needed with --smtp-url'))
    .addOption(
      setting('--trust-proxy <networks>', 'ROLECALL_TRUST_PROXY', 'proxies whose X-Forwarded headers are believed'),
    )
  addLimitOptions(command).action(serve)
}

/** Adds the options about what is taken from callers. */
function addLimitOptions(command: Command): Command {
  return command
    .addOption(
      setting(
        '--fetch-hosts <hosts>',
        'ROLECALL_FETCH_HOSTS',
        'hosts that uploads by address may come from: a.com, *.b.org, a.com:8080, private:intranet',
      ).argParser(readFetchHosts),
    )
    .addOption(
      setting('--max-file-bytes <number>', 'ROLECALL_MAX_FILE_BYTES', 'how large an uploaded file may be').argParser(
        readByteCount,
      ),
    )
    .addOption(
      setting(
        '--calls-per-hour <number>',
        'ROLECALL_CALLS_PER_HOUR',
        'calls of the Admin API each key may make; 0 for any number',
      ).argParser(readCount),
    )
    .addOption(
      setting('--demo-files <on|off>', 'ROLECALL_DEMO_FILES', 'whether the library of the demo account is filled')
        .choices(['on', 'off'])
        .default('on'),
    )
}

async function serve(flags: ServeFlags): Promise<void> {
  const placement = placementOf(flags)
  const mail = mailOf(flags)
  const log = createLog(flags.logLevel)
  const server = await start({
    ...placement,
    host: flags.host,
    port: flags.port,
    log,
    secretKey: process.env.ROLECALL_SECRET_KEY,
    publicUrl: flags.publicUrl ?? null,
    trustProxy: flags.trustProxy ?? null,
    mail,
    intake: {
      sources: { hosts: flags.fetchHosts ?? [] },
      ...(flags.maxFileBytes !== undefined && { maxBytes: flags.maxFileBytes }),
    },
    ...(flags.callsPerHour !== undefined && { callsPerHour: flags.callsPerHour }),
    fillsDemo: flags.demoFiles === 'on',
    bootstrap: flags.bootstrap === undefined ? null : await readBootstrapFile(flags.bootstrap),
  })
  const { stopOnSignals } = await import('../../server/serve.ts')
  stopOnSignals(server, log)
  console.log(`${server.greeting}${server.greeting === '' ? '' : '\n'}Rolecall listens at ${server.url}`)
}

/** @throws CommandFailed when mail has a server and no sender, or the other way round */
function mailOf({ smtpUrl, mailFrom }: ServeFlags): { readonly smtpUrl: string; readonly from: string } | null {
  if (smtpUrl !== undefined && mailFrom !== undefined) return { smtpUrl, from: mailFrom }
  if (smtpUrl === undefined && mailFrom === undefined) return null
  throw usedWrongly('mail needs both --smtp-url and --mail-from')
}

const readBootstrapFile = async (path: string): Promise<BootstrapFile> => ({
  source: path,
  content: await readDataFile(path),
})

/** The server is loaded here and not before: a slip in the command line is told at once. */
async function start(options: ServerOptions): Promise<RunningServer> {
  const [{ startServer }, { BootstrapRefused }] = await Promise.all([
    import('../../server/serve.ts'),
    import('../../server/first-start.ts'),
  ])
  try {
    return await startServer(options)
  } catch (error) {
    if (error instanceof BootstrapRefused) {
      const faults = error.faults.map(({ path, message }) => `  ${path}: ${message}`)
      throw new CommandFailed(`${error.message}; nothing was stored:\n${faults.join('\n')}`)
    }
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new CommandFailed(`port ${options.port} of ${options.host} is in use: stop what uses it, or give --port`)
    }
    if (error instanceof RangeError && error.message.startsWith('ROLECALL_SECRET_KEY')) throw usedWrongly(error.message)
    throw error
  }
}
