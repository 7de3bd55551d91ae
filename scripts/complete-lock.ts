/**
 * Completes package-lock.json after `npm install`, so that `npm ci` works on every platform and without a compiler:
 *
 * 1. npm leaves a platform's optional package out of the lock where the registry at hand does not hold it, and `npm ci` then
 *    refuses the whole lock. Each is written back from what its parent asks for.
 * 2. npm forgets that a package said `gypfile: false`, sees its binding.gyp and runs `node-gyp rebuild`, which needs Python
 *    and make although the package carries its binaries.
 *
 * Use: `npm run lock` (docs/decisions/0003-install-without-a-compiler.md).
 */
import { readFileSync, writeFileSync } from 'node:fs'

type Entry = {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  gypfile?: boolean
  optionalDependencies?: Record<string, string>
}
export type Lock = { packages: Record<string, Entry> }

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64']
const PREBUILT = ['better-sqlite3']
const EXACT_VERSION = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** The lock with every optional platform package and every `gypfile: false`; the same lock when nothing was missing. */
export function complete(lock: Lock): Lock {
  const packages = { ...lock.packages }
  for (const [at, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const key = `node_modules/${name}`
      if (packages[key] === undefined && packages[`${at}/${key}`] === undefined) packages[key] = platformEntry(name, version, entry)
    }
  }
  for (const name of PREBUILT) {
    const entry = packages[`node_modules/${name}`]
    if (entry !== undefined) packages[`node_modules/${name}`] = { ...entry, gypfile: false }
  }
  return { ...lock, packages: Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** A platform package's name tells where it runs: `@biomejs/cli-linux-x64-musl`. */
function platformEntry(name: string, version: string, parent: Entry): Entry {
  const words = name.split(/[-/]/)
  const os = SYSTEMS.filter((system) => words.includes(system))
  const cpu = PROCESSORS.filter((processor) => words.includes(processor))
  if (os.length === 0 || cpu.length === 0 || !EXACT_VERSION.test(version)) {
    throw new Error(
      `Completing the lock: cannot tell the platform and exact version of ${name}@${version} from its name. Add it to package-lock.json by hand, with os and cpu.`,
    )
  }
  const musl = words.some((word) => word.startsWith('musl'))
  return {
    version,
    cpu,
    ...(parent.dev ? { dev: true } : {}),
    ...(musl ? { libc: ['musl'] } : {}),
    optional: true,
    os,
  }
}

if (import.meta.main) {
  const file = process.argv[2]
  if (file === undefined) throw new Error('Completing the lock: no file given. Use: node scripts/complete-lock.ts package-lock.json')
  const before = readFileSync(file, 'utf8')
  const after = `${JSON.stringify(complete(JSON.parse(before) as Lock), null, 2)}\n`
  if (after !== before) writeFileSync(file, after)
  process.stdout.write(after === before ? `${file} was complete.\n` : `${file} completed.\n`)
}
