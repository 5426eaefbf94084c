// What the gates read: the project's own files, parsed. A gate is a function from sources to violations, so that each
// gate can be shown to fail on a text made up for the purpose.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

/** The folder of the checkout, absolute. */
export const root = dirname(dirname(import.meta.dirname))

/** One parsed file; `path` is relative to the root with `/` between its parts. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** A rule that a text breaks: where, and what is wrong there. */
export type Violation = string

/** Parses a text as if it stood at that path; the text need not compile. */
export function parse(path: string, text: string): Source {
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : path.endsWith('.mjs') ? ts.ScriptKind.JS : ts.ScriptKind.TS
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) }
}

/** Reads and parses every file that matches a pattern (relative to the root), sorted by path. */
export function readSources(...patterns: readonly string[]): readonly Source[] {
  return (
    globSync([...patterns], { cwd: root })
      .map((path) => path.replaceAll('\\', '/'))
      // Packages that a measurement installed beside its own code.
      .filter((path) => !path.includes('node_modules/'))
      .sort()
      .map((path) => parse(path, readFileSync(join(root, path), 'utf8')))
  )
}

/** All TypeScript of the product, its unit tests included. */
export const readProduct = (): readonly Source[] => readSources('src/**/*.ts', 'src/**/*.tsx')

/** All code of the project: product, tests, scripts, bench, and the plain JavaScript around them. */
export const readProject = (): readonly Source[] =>
  readSources(
    ...['src', 'tests', 'scripts', 'bench'].flatMap((folder) => [`${folder}/**/*.ts`, `${folder}/**/*.tsx`]),
    '{scripts,bin,bench}/*.mjs',
    '*.mjs',
  )

/**
 * Reads the text files that git would hand out: tracked, or new and not ignored. Without git (an unpacked archive) the
 * folders of the project are walked instead.
 */
export function readProjectTexts(): readonly { readonly path: string; readonly text: string }[] {
  const paths = existsSync(join(root, '.git'))
    ? execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
        cwd: root,
        encoding: 'utf8',
      })
        .split('\0')
        .filter((path) => path !== '' && existsSync(join(root, path)))
    : globSync(['*.*', 'LICENSE', '{.ci,bench,bin,docs,scripts,src,tests}/**/*.*'], { cwd: root })
  return paths
    .filter((path) => !/\.(?:png|jpe?g|gif|webp|ico|woff2?|zip|gz|db)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Is this file a test or a part of one? Tests stand beside the product but are not shipped. */
export const isTest = (path: string): boolean => path.startsWith('tests/') || path.endsWith('.test.ts')

/** Says `path:line` of a node, the form that editors open. */
export function place(source: Source, node: ts.Node): string {
  return `${source.path}:${source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1}`
}

/** Visits a node and everything below it, parents first. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node)
  ts.forEachChild(node, (child) => visit(child, look))
}

/** Lists the comments of a file in order, with the line each begins on (from 1); texts that only look like one are not listed. */
export function comments(source: Source): readonly { readonly line: number; readonly text: string }[] {
  const ranges = new Map<number, number>()
  const collect = (node: ts.Node): void => {
    const around = [
      ...(ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []),
    ]
    if (node.getChildCount(source.tree) === 0) for (const { pos, end } of around) ranges.set(pos, end)
    node.getChildren(source.tree).forEach(collect)
  }
  collect(source.tree)
  return [...ranges]
    .sort(([one], [other]) => one - other)
    .map(([start, end]) => ({
      line: source.tree.getLineAndCharacterOfPosition(start).line + 1,
      text: source.text.slice(start, end),
    }))
}

/** Asserts that a gate found nothing to complain of, after printing how much it looked at; nothing looked at fails. */
export function assertHolds(gate: string, counted: number, of: string, violations: readonly Violation[]): void {
  console.log(`${gate}: looked at ${counted} ${of}, ${violations.length} violations`)
  assert.ok(counted > 0, `${gate} looked at nothing`)
  assert.ok(violations.length === 0, `${violations.length} violations:\n${violations.join('\n')}`)
}
