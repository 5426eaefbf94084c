// Compiles `src` to `dist` for the published package: JavaScript with declarations, and the files that are not code.
// Node refuses to run TypeScript inside `node_modules`, so what is published is compiled.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, globSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { placeConsole } from './console-build.ts'

const root = dirname(import.meta.dirname)
const dist = join(root, 'dist')
const compiler = join(root, 'node_modules/@typescript/native/bin/tsc')

// The console is replaced when it changed, and only then: a server may be serving it.
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'console') rmSync(join(dist, name), { recursive: true, force: true })
}
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)

const otherFiles = globSync('src/**/*.*', { cwd: root }).filter(
  (path) => !/\.tsx?$/.test(path) && !path.replaceAll('\\', '/').startsWith('src/console/'),
)
await placeConsole()
for (const path of otherFiles) cpSync(join(root, path), join(dist, path.slice('src/'.length)))
console.error(`built ${globSync('**/*.js', { cwd: dist }).length} modules and copied ${otherFiles.length} other files`)
