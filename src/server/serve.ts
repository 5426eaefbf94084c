import closeWithGrace from 'close-with-grace'
import { createApp } from './app.ts'
import { usualCallsPerHour } from './call-limits.ts'
import { claimAddress } from './claim-address.ts'
import { compose, type HouseOptions } from './compose.ts'
import { isEmpty } from '../operations/bootstrap/apply-bootstrap.ts'
import { orderDemoLibrary, startFillingDemo, type DemoFilling } from './demo-library.ts'
import { makeFirstAccount, type BootstrapFile } from './first-start.ts'
import { describeError, type Log } from './log.ts'
import { createMailer, type MailSettings } from './mail.ts'
import { startSweeping } from './sweep-loop.ts'

/** What a server is started with. */
export interface ServerOptions extends HouseOptions {
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  /** Applied when the store is empty; null for the demo account. */
  readonly bootstrap: BootstrapFile | null
  /** Where people reach the console, when it is elsewhere than where the server listens: for links and cookies. */
  readonly publicUrl?: string | null
  /** Absent or null: nothing is mailed. */
  readonly mail?: MailSettings | null
  /** The proxies in front: addresses or networks, separated by commas. Absent or null: none. */
  readonly trustProxy?: string | null
  /** How many calls of the Admin API each key may make an hour; 0: as many as it likes; absent: the usual number. */
  readonly callsPerHour?: number
  /** Fills the library of a demo account that is made, too, beside all else; absent: it stays empty. */
  readonly fillsDemo?: boolean
  /** The folder of the built console; absent: where the build puts it. */
  readonly consoleFolder?: string
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string
  /** What the person who started it should read; may hold secrets, so it is never logged. */
  readonly greeting: string
  /** Ends what is under way, then lets go of everything. */
  readonly close: () => Promise<void>
}

/**
 * Starts a server: opens the store, makes the first account of an empty one, listens.
 *
 * @throws BootstrapRefused, StoreUnavailable, StoreIsNewer, WrongSecretKey
 * @throws Error with the system's code when the address can't be had
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { bootstrap, dataDir, host, log, port } = options
  const leaveAddress = await claimAddress(host, port)
  const house = await compose(options).catch(async (error: unknown) => {
    await leaveAddress()
    throw error
  })
  let url = urlOf(host, port)
  const app = createApp(house, log, {
    publicUrl: options.publicUrl ?? null,
    localUrl: () => url,
    mailer: options.mail ? createMailer(options.mail) : null,
    trustProxy: options.trustProxy ?? false,
    ...(options.callsPerHour !== 0 && { callsPerHour: options.callsPerHour ?? usualCallsPerHour }),
    ...(options.consoleFolder !== undefined && { consoleFolder: options.consoleFolder }),
  })
  const sweeping = startSweeping(house, log)
  let filling: DemoFilling | null = null
  const close = async (): Promise<void> => {
    await leaveAddress()
    await app.close()
    await filling?.stop()
    await sweeping.stop()
    await house.close()
  }
  try {
    if (bootstrap === null && options.fillsDemo === true && (await isEmpty(house))) await orderDemoLibrary(dataDir)
    const greet = await makeFirstAccount(house, { bootstrap, dataDir, expectedUrl: urlOf(host, port), log })
    await house.loading.isNeeded()
    await leaveAddress()
    await app.listen({ host, port, listenTextResolver: (address) => `listening at ${address}` })
    const address = app.server.address()
    url = urlOf(host, typeof address === 'object' && address !== null ? address.port : port)
    filling = startFillingDemo(house, dataDir, log)
    return { url, greeting: await greet(url), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** How long requests under way get to end before the process stops all the same, in milliseconds. */
const graceMs = 15_000

/** Stops a server on the signals that ask for it, and on errors nobody caught; a second signal ends the process at once. */
export function stopOnSignals({ close }: RunningServer, log: Log): void {
  closeWithGrace({ delay: graceMs, logger: { error: (message) => log.error(String(message)) } }, async (cause) => {
    if (cause.err === undefined) log.info({ signal: cause.signal }, 'stopping')
    else log.fatal({ error: describeError(cause.err) }, 'stopping for an error that nobody caught')
    await close()
    log.info('stopped')
  })
}

function urlOf(host: string, port: number): string {
  const isAnyAddress = host === '0.0.0.0' || host === '::'
  const name = isAnyAddress ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}
