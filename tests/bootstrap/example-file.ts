import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The first example of the guide to bootstrap files, as it stands there. */
export const exampleFile = firstYamlOf(join(import.meta.dirname, '../../docs/guides/bootstrap-file.md'))

function firstYamlOf(path: string): string {
  const example = /```yaml\n([^]*?)```/.exec(readFileSync(path, 'utf8'))?.[1]
  if (example === undefined) throw new Error(`${path} holds no example`)
  return example
}
