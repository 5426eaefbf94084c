import { readFile } from 'node:fs/promises'
import { parseDocument } from 'yaml'
import { CommandFailed } from './command-failed.ts'

/**
 * Reads a file of JSON or YAML, which includes JSON.
 *
 * @throws CommandFailed when it can't be read, or isn't YAML: each fault with its line
 */
export async function readDataFile(path: string): Promise<unknown> {
  const text = await readText(path)
  const json = parseJson(text)
  if (json !== undefined) return json
  const document = parseDocument(text, { prettyErrors: true })
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message }) => `  ${message.split('\n', 1)[0] ?? ''}`)
    throw new CommandFailed(`${path} is neither YAML nor JSON:\n${faults.join('\n')}`)
  }
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (cause) {
    throw new CommandFailed(`${path} can't be read: ${cause instanceof Error ? cause.message : 'it is too large'}`)
  }
}

/** JSON is nearly all YAML, but not quite: tabs and halves of characters are read as JSON means them. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
    throw new CommandFailed(`${path} can't be read: ${reasonByCode.get(code) ?? code}`, undefined, { cause })
  }
}

const reasonByCode: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a folder'],
])
