import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'

/** How much is logged; each level includes those before it. */
export const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug'] as const

/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number]

/** The log of a server: one JSON object a line. */
export type Log = Logger

/**
 * Makes a log. Headers and bodies are never given to it; what could hold a secret all the same is blotted out.
 *
 * @param destination where lines go; the standard error stream when absent, so that standard output stays for people
 */
export function createLog(level: LogLevel, destination: DestinationStream = pino.destination(2)): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    destination,
  )
}

const secretNames = ['authorization', 'cookie', 'secret', 'password', 'databaseUrl', 'sealed']
const secretPaths = [...secretNames, ...secretNames.flatMap((name) => [`*.${name}`, `*.*.${name}`]), 'req.headers']

/** What a log may say of an error: its name and where it arose; other members may hold what was sent or stored. */
export const describeError = (error: unknown): { readonly name: string; readonly stack?: string | undefined } =>
  error instanceof Error ? { name: error.name, stack: error.stack } : { name: typeof error }
