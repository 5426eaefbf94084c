import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'

const root = dirname(dirname(import.meta.dirname))
const packed = join(root, 'node_modules/@sparticuz/chromium/bin')
const unpacked = join(root, '.cache/browser')
/** Browsers that a machine may have of its own. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--font-render-hinting=none'],
]

/** Starts a Chromium: the machine's own, else the one that comes as a package. Whoever starts it closes it. */
export async function startBrowser(): Promise<Browser> {
  const own = installed.find((path) => existsSync(path))
  if (own !== undefined) return chromium.launch({ executablePath: own, args: flags })
  unpack()
  writeFileSync(join(unpacked, 'fonts/fonts.conf'), fontSettings)
  return chromium.launch({
    executablePath: join(unpacked, 'chromium'),
    args: flags,
    env: {
      ...definedOf(process.env),
      LD_LIBRARY_PATH: join(unpacked, 'al2023/lib'),
      FONTCONFIG_PATH: join(unpacked, 'fonts'),
    },
  })
}

/** Fonts of the package, and what the machine has besides. */
const fontSettings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(unpacked, 'fonts/fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(unpacked, 'font-cache')}</cachedir>
</fontconfig>
`

/** Unpacks the packaged browser once: the program, the libraries that a bare machine lacks, and fonts. */
function unpack(): void {
  if (existsSync(join(unpacked, 'chromium'))) return
  const unfinished = `${unpacked}-${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  for (const name of ['al2023', 'fonts']) {
    const archive = join(unfinished, `${name}.tar`)
    writeFileSync(archive, brotliDecompressSync(readFileSync(join(packed, `${name}.tar.br`))))
    mkdirSync(join(unfinished, name), { recursive: true })
    execFileSync('tar', ['-xf', archive, '-C', join(unfinished, name)])
    rmSync(archive)
  }
  const program = join(unfinished, 'chromium')
  writeFileSync(program, brotliDecompressSync(readFileSync(join(packed, 'chromium.br'))))
  chmodSync(program, 0o755)
  // Somebody else may have been as quick.
  if (existsSync(join(unpacked, 'chromium'))) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, unpacked)
}

const definedOf = (variables: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
