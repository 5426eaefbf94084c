#!/usr/bin/env node
// The command `rolecall`: in a clone it runs the sources, in an installed package what was built from them.
// Plain JavaScript without newer syntax, so that an old Node gets as far as being told what is missing.
import { existsSync, readFileSync } from 'node:fs'

const packageFile = new URL('../package.json', import.meta.url)
const runner = new URL('../scripts/run.mjs', import.meta.url)
const built = new URL('../dist/cli/rolecall.js', import.meta.url)

if (existsSync(new URL('../src/cli/rolecall.ts', import.meta.url)) && existsSync(runner)) {
  // The runner fetches Node 24 for a clone and works in the folder the caller stands in.
  process.env.INIT_CWD = process.cwd()
  process.argv.splice(2, 0, 'rolecall')
  await import(runner.href)
} else if (!isNewEnough()) {
  console.error(
    `rolecall needs Node ${wantedNode()} or newer and this is Node ${process.versions.node}: ` +
      'install a newer Node from https://nodejs.org and run the same command again',
  )
  process.exitCode = 1
} else if (!existsSync(built)) {
  console.error('rolecall: dist/cli/rolecall.js is missing, so this package was not built: install it again')
  process.exitCode = 1
} else {
  await import(built.href)
}

function wantedNode() {
  return JSON.parse(readFileSync(packageFile, 'utf8')).engines.node.replace('>=', '')
}

function isNewEnough() {
  const wanted = wantedNode().split('.').map(Number)
  const found = process.versions.node.split('.').map(Number)
  return found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1])
}
