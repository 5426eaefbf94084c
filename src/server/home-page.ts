import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** Where a reader goes on from the first page. */
const links = [
  { path: '/v2/accounts/permissions/public/catalog', says: 'the system permissions and roles in force' },
  { path: '/v2/accounts/permissions/public/schema', says: 'the Cedar schema of custom policies' },
  { path: '/healthz', says: 'the process runs' },
  { path: '/readyz', says: 'it can answer' },
] as const

/** Serves `GET /`: what this is and where to go on; as HTML for browsers, else as JSON. */
export function registerHomePage(app: FastifyInstance): void {
  const version = readVersion()
  const description = {
    name: 'rolecall',
    version,
    links: Object.fromEntries(links.map(({ path, says }) => [path, says])),
  }
  const page = htmlOf(version)
  app.get('/', async (request, reply) => {
    if (request.headers.accept?.includes('text/html') !== true) return description
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      .send(page)
  })
}

/** The same place from `src/` and from `dist/`. */
function readVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return version
}

const htmlOf = (version: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Rolecall</title>
<h1>Rolecall ${version}</h1>
<p>Roles and permissions for media libraries. This server speaks the Permissions API under
<code>/v2/accounts/{account_id}/permissions</code> and answers decisions at <code>POST /api/decisions</code>.
Guides and reference are in the folder <code>docs</code> of the project.</p>
<ul>
${links.map(({ path, says }) => `<li><a href="${path}">${path}</a>: ${says}</li>`).join('\n')}
</ul>
</html>
`
