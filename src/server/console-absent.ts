import { readFileSync } from 'node:fs'

/** Where a program, or a reader without the console, goes on from the first address. */
const links = [
  { path: '/v2/accounts/permissions/public/catalog', says: 'the system permissions and roles in force' },
  { path: '/v2/accounts/permissions/public/schema', says: 'the Cedar schema of custom policies' },
  { path: '/healthz', says: 'the process runs' },
  { path: '/readyz', says: 'it can answer' },
] as const

/** What a server says of itself at `/`. */
export interface Description {
  readonly name: string
  readonly version: string
  readonly links: Readonly<Record<string, string>>
}

/** Describes this server; the version is that of the package, from `src/` and from `dist/` alike. */
export function readDescription(): Description {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return { name: 'rolecall', version, links: Object.fromEntries(links.map(({ path, says }) => [path, says])) }
}

/** The page in the place of a console that was not built. */
export const htmlWithoutConsole = (version: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Rolecall</title>
<h1>Rolecall ${version}</h1>
<p>The API answers; the console of this checkout isn't built. <code>npm start</code> builds it, and so does
<code>npm run build</code>; then start the server again.</p>
<ul>
${links.map(({ path, says }) => `<li><a href="${path}">${path}</a>: ${says}</li>`).join('\n')}
</ul>
</html>
`
