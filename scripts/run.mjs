// The one entry behind every `npm run`: makes the set-up a fresh clone lacks, then runs the named task on Node 24.
// Plain JavaScript, so that any Node the machine has (18 or newer) can read it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const nodeVersion = '24.21.0'
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache')

/** Each task is a list of commands; `node` is Node 24, other names are looked up among the installed packages. */
const tasks = {
  start: [['node', 'src/cli/rolecall.ts', 'serve']],
  rolecall: [['node', join(root, 'src/cli/rolecall.ts')]],
  test: [['node', 'scripts/test.ts']],
  types: [['node', 'node_modules/@typescript/native/bin/tsc', '--noEmit']],
  lint: [['node', 'node_modules/eslint/bin/eslint.js', '.']],
  format: [['node', 'node_modules/prettier/bin/prettier.cjs', '--log-level', 'warn', '--check', '.']],
  'format:write': [['node', 'node_modules/prettier/bin/prettier.cjs', '--log-level', 'warn', '--write', '.']],
  reference: [['node', 'scripts/reference.ts']],
  bench: [['node', '--expose-gc', '--max-old-space-size=12288', 'bench/bench.ts']],
  fuzz: [['node', 'scripts/fuzz.ts']],
  build: [['node', 'scripts/build.ts']],
}
tasks.check = [...tasks.types, ...tasks.lint, ...tasks.format, ...tasks.test]

const [task = '', ...rest] = process.argv.slice(2)
const commands = tasks[task]
if (commands === undefined) {
  console.error(`unknown task \`${task}\`; there are: ${Object.keys(tasks).join(', ')}`)
  process.exit(2)
}

installPackages()
const node = findNode()
// The command line works where the person stands; every other task at the root.
const workingFolder = task === 'rolecall' ? (process.env.INIT_CWD ?? process.cwd()) : root
const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH }
for (const [position, [, ...parameters]] of commands.entries()) {
  const isLast = position === commands.length - 1
  const result = spawnSync(node, isLast ? [...parameters, ...rest] : parameters, {
    stdio: 'inherit',
    cwd: workingFolder,
    env,
  })
  if (result.signal !== null) process.kill(process.pid, result.signal)
  if (result.status !== 0) process.exit(result.status ?? 1)
}

/** Runs `npm ci` when the packages are absent or the lock file has changed since. */
function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(cache, 'installed')
  const isCurrent = existsSync(join(root, 'node_modules')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
  if (isCurrent) return
  console.error('rolecall: installing packages (once)')
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, lock)
}

/** This Node when it is new enough, else Node 24 from the package registry, kept in `.cache/node`. */
function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const packageName = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const binary = join(
    cache,
    'node',
    'node_modules',
    packageName,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  )
  if (!existsSync(binary)) {
    console.error(`rolecall: this machine has Node ${process.versions.node}; fetching Node ${nodeVersion} (once)`)
    mkdirSync(join(cache, 'node'), { recursive: true })
    npm([
      'install',
      '--prefix',
      join(cache, 'node'),
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `${packageName}@${nodeVersion}`,
    ])
  }
  return binary
}

/** npm's own chatter goes to stderr, so that a command's output stays its own. */
function npm(parameters) {
  const result = spawnSync('npm', parameters, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (result.status !== 0) {
    console.error('rolecall: set-up failed; see the lines above')
    process.exit(1)
  }
}
