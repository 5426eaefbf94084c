// A server with people who sign in, for tests: its clock stands, its mail is kept, its log is read.
import { Writable } from 'node:stream'
import type { TestContext } from 'node:test'
import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { createAuthenticate } from '../../src/server/authenticate.ts'
import { createLog } from '../../src/server/log.ts'
import type { Mail, Mailer } from '../../src/server/mail.ts'
import { registerProblems, serverOptions } from '../../src/server/problems.ts'
import { requestIdOf, RequestLog } from '../../src/server/request-log.ts'
import { registerPreview } from '../../src/server/preview.ts'
import { registerRoutes } from '../../src/server/routes.ts'
import { createSessionDoor } from '../../src/server/session-door.ts'
import { acmeFile, systemRole } from '../given/acme.ts'
import { givenHouse, type GivenHouse, type HouseOptions } from '../given/house.ts'

/** Everybody's password, so that tests say what they are about. */
export const password = 'correct horse battery'

const person = (name: string, roles: readonly string[], but: object = {}): object => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  password,
  environments: 'all',
  roles: roles.map((role) =>
    role.startsWith('account') ? { role: systemRole(role) } : { role: systemRole(role), environments: 'all' },
  ),
  ...but,
})

/** Mara holds everything, Ada is an administrator, Vera looks at pictures, Dora is disabled, Penny has not accepted. */
export const siteFile = {
  ...acmeFile,
  users: [
    person('Mara', ['account::master_admin', 'prodenv::master_admin']),
    person('Ada', ['account::admin', 'prodenv::admin']),
    person('Vera', ['prodenv::ml_user']),
    person('Dora', ['prodenv::ml_user'], { enabled: false }),
    person('Penny', ['prodenv::ml_user'], { password: undefined }),
  ].map((one) => JSON.parse(JSON.stringify(one)) as object),
}

/** An answer, its body read. */
export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, unknown>>
}

/** A browser: keeps its cookie, and says where its pages come from. */
export interface Browser {
  cookie: string
  csrf: string
  readonly send: (
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string | undefined>>,
  ) => Promise<Answer>
  /** Signs in, and fails where that doesn't succeed. */
  readonly signIn: (email: string, with_?: string) => Promise<Answer>
}

/** The server. */
export interface GivenSite extends GivenHouse {
  readonly app: FastifyInstance
  readonly mails: Mail[]
  /** All that was logged. */
  readonly log: () => string
  readonly browser: () => Browser
}

/** How a site differs from the usual. */
export interface SiteOptions extends HouseOptions {
  readonly file?: unknown
  readonly publicUrl?: string | null
  readonly hasMail?: boolean
  /** Sends letters; absent: they are kept in `mails`. */
  readonly mailer?: Mailer
}

/** Opens a site. */
export async function givenSite(test: TestContext, options: SiteOptions = {}): Promise<GivenSite> {
  const { file = siteFile, publicUrl = null, hasMail = true, mailer, ...rest } = options
  const given = await givenHouse(file, { test, ...rest })
  const mails: Mail[] = []
  let written = ''
  const log = createLog(
    'debug',
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString()
        done()
      },
    }),
  )
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({
    ...serverOptions(),
    loggerInstance,
    logController: new RequestLog(),
    genReqId: requestIdOf,
  })
  const keeping = {
    send: async (mail: Mail): Promise<void> => {
      mails.push(mail)
    },
  }
  const settings = { publicUrl, localUrl: () => 'http://127.0.0.1:4600', mailer: hasMail ? (mailer ?? keeping) : null }
  registerProblems(app, { house: given.house, newIncidentId: () => 'incident' })
  const wiring = {
    house: given.house,
    authenticate: createAuthenticate(given.house),
    door: createSessionDoor(given.house, settings, log),
  }
  registerRoutes(app, wiring)
  registerPreview(app, wiring)
  test.after(() => app.close())
  return {
    ...given,
    app,
    mails,
    log: () => written,
    browser: () => openBrowser(app, publicUrl ?? 'http://localhost:80'),
  }
}

function openBrowser(app: FastifyInstance, origin: string): Browser {
  const browser: Browser = {
    cookie: '',
    csrf: '',
    send: async (method, path, body, headers = {}) => {
      const answer = await app.inject({
        method: method as 'GET',
        url: path,
        headers: sent({
          host: 'localhost:80',
          ...(method !== 'GET' && { origin }),
          ...(browser.cookie !== '' && { cookie: browser.cookie, 'x-csrf-token': browser.csrf }),
          ...headers,
        }),
        ...(body !== undefined && { payload: body }),
      })
      const set = answer.headers['set-cookie']
      if (typeof set === 'string') browser.cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '')
      const read = answer.body === '' ? {} : answer.json<Record<string, unknown>>()
      if (typeof read.csrf_token === 'string') browser.csrf = read.csrf_token
      return { status: answer.statusCode, body: read, headers: answer.headers }
    },
    signIn: async (email, with_ = password) => {
      const answer = await browser.send('POST', '/api/session', { email, password: with_ })
      if (answer.status !== 200) throw new Error(`signing in was answered with ${answer.status}`)
      return answer
    },
  }
  return browser
}

const sent = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/** The token at the end of a link. */
export const tokenOf = (text: string): string => /\/(?:accept|reset)\/([\w-]{43})/.exec(text)?.[1] ?? ''
