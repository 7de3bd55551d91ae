/** The composition root: environment → config → store → index → newsroom → terminal; signals → a graceful end. Alone sees everything. */
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Desk, Host, Progress } from '../adapters/terminal/host.ts'
import { listen } from '../adapters/terminal/listen.ts'
import type { Terminal } from '../adapters/terminal/streams.ts'
import { nearest } from '../commands/nearest.ts'
import packageJson from '../package.json' with { type: 'json' }
import { readAskedTime } from './asked-time.ts'
import { type Config, isZone, readConfig, secretsOf } from './config.ts'
import { type Log, openLog } from './log.ts'
import type { Newsroom } from './newsroom.ts'

// What is heavy (SQLite, the language model, the importers) is imported where it is first used: `--help` needs none of it.
// Node keeps these compiled in the system's folder for temporary files, which halves the next start; where it cannot, it goes on without.
enableCompileCache()

const SEEDS = fileURLToPath(new URL('../seeds/articles', import.meta.url))
const ENVIRONMENT_FILE = '.env'
const EXIT_MISUSE = 2
const EXIT_FAILED = 70
/** What a shell reports of a program that SIGINT killed. */
const EXIT_INTERRUPTED = 130

async function main(): Promise<number> {
  if (existsSync(ENVIRONMENT_FILE)) process.loadEnvFile(ENVIRONMENT_FILE)
  const read = readConfig(process.env, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, seeds: SEEDS })
  if (!read.ok) {
    for (const fault of read.faults) process.stderr.write(`newsdesk: ${fault}\n`)
    return EXIT_MISUSE
  }
  const log = openLog({
    level: read.config.logLevel,
    secrets: secretsOf(process.env),
    now: () => new Date(),
    write: (line) => void process.stderr.write(line),
  })
  const terminal: Terminal = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    environment: process.env,
    stop: stopSignal(),
    nowMs: () => performance.now(),
  }
  return await listen(process.argv.slice(2), hostOf(read.config, log), terminal)
}

/** The first signal asks for an end after the work in hand, the second one does not ask. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED)
      stop.abort()
    })
  return stop.signal
}

function hostOf(config: Config, log: Log): Host {
  const respond = () => import('../commands/respond.ts')
  const read = () => import('../commands/read.ts')
  return {
    version: packageJson.version,
    log,
    db: config.db,
    zone: config.zone,
    now: () => new Date(),
    isZone,
    readTime: readAskedTime,
    nearest,
    commands: async () => (await respond()).COMMANDS,
    readLine: async (line, asked) => (await read()).readLine(line, asked, (await respond()).COMMANDS),
    async readCommand(name, text, given, asked) {
      const { COMMANDS } = await respond()
      const { readCommand, unknownCommand } = await read()
      const command = COMMANDS.find((one) => one.name === name)
      return command === undefined ? { ok: false, problem: unknownCommand(name, COMMANDS) } : readCommand(command, text, given, asked)
    },
    open: (where, progress) => openDesk(where, config.seeds, log, progress),
    explain,
  }
}

async function openDesk(
  where: { readonly db: string; readonly rebuild: boolean; readonly seed: boolean },
  seeds: string,
  log: Log,
  progress: Progress,
): Promise<Desk> {
  if (where.rebuild) await setDamagedAside(where.db, log)
  const newsroom = await openAt(where.db)
  try {
    if (where.seed && (await newsroom.store.corpus()).articles === 0) {
      const { loadSeeds } = await import('./seeds.ts')
      const count = await loadSeeds(newsroom, seeds, (done, total) => progress('Loading the seed articles', done, total))
      log.info('seeds loaded', { articles: count, db: where.db })
    }
  } catch (error) {
    await newsroom.close()
    throw error
  }
  return deskOf(newsroom, log)
}

async function openAt(db: string): Promise<Newsroom> {
  const [{ openSqliteStore }, { openNewsroom }] = await Promise.all([import('./store/sqlite.ts'), import('./newsroom.ts')])
  const store = await openSqliteStore(db)
  try {
    return await openNewsroom(store)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Renames a store that is damaged and says so; a sound one stays as it is. */
async function setDamagedAside(db: string, log: Log): Promise<void> {
  if (!existsSync(db)) return
  const damage = await damageOf(db)
  if (damage === null) {
    process.stderr.write(`newsdesk: ${db} is sound, so it was kept as it is.\n`)
    return
  }
  const { setAside } = await import('./store/store-file.ts')
  const aside = setAside(db)
  log.info('store set aside', { db, aside, damage })
  process.stderr.write(`newsdesk: ${db} was damaged; it is kept as ${aside}, and a new store takes its place.\n`)
}

async function damageOf(db: string): Promise<string | null> {
  try {
    const newsroom = await openAt(db)
    try {
      return (await newsroom.store.check())[0] ?? null
    } finally {
      await newsroom.close()
    }
  } catch (error) {
    if (isDamage(error)) return (error as Error).message
    throw error
  }
}

function deskOf(newsroom: Newsroom, log: Log): Desk {
  return {
    respond: async (invocation) => (await import('../commands/respond.ts')).respond(invocation, newsroom, log),
    search: (query, asked, limit) => newsroom.search(query, asked, limit),
    importFile: async (file, options) => (await import('./import-file.ts')).importFile(newsroom, file, options),
    async *articles() {
      for await (const { article } of newsroom.store.everything()) yield article
    },
    close: () => newsroom.close(),
  }
}

/** By name, so that telling an error does not load what throws it. */
function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'SegmentError' || (error.name === 'StoreError' && 'kind' in error && error.kind === 'corrupt'))
  )
}

function explain(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (isDamage(error))
    return `${error.message} With --rebuild the damaged file is renamed, not destroyed, and a new store is started with the seeds.`
  if (error.name === 'StoreError' || error.name === 'IntakeError') return error.message
  // The seeds' folder, a full disk: the system's own words name the file.
  return 'code' in error && typeof error.code === 'string' && 'syscall' in error ? `${error.message}.` : null
}

// Whoever reads our output may stop (`| head`): then there is nothing left to do.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED)
  })
main().then(
  (code) => {
    process.exitCode = code
    // Unread input would keep the process waiting for more of it.
    process.stdin.destroy()
  },
  (error: unknown) => {
    process.stderr.write(`newsdesk: This is a fault of Newsdesk: ${error instanceof Error ? error.message : String(error)}.\n`)
    process.exitCode = EXIT_FAILED
  },
)
