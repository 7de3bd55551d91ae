/** The composition root: environment → config → store → index → newsroom → terminal or chat surfaces; signals → a graceful end. Alone sees everything. */
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Host, Progress } from '../adapters/terminal/host.ts'
import { listen } from '../adapters/terminal/listen.ts'
import type { Terminal } from '../adapters/terminal/streams.ts'
import type { Health, Room, Surface } from '../commands/command.ts'
import packageJson from '../package.json' with { type: 'json' }
import { readAskedTime } from './asked-time.ts'
import { type Config, readConfig, secretsOf } from './config.ts'
import { type Holder, holderOf, isAlive } from './holder.ts'
import { type Log, openLog } from './log.ts'
import { nearest } from './nearest.ts'
import type { Newsroom } from './newsroom.ts'
import { isDamage, openFilled } from './open-filled.ts'
import type { OpenedReadingRoom, ReadingRoomSetting } from './reading-room.ts'
import { redactor } from './redact.ts'
import type { Work } from './serve.ts'
import { isZone } from './settings/values.ts'
import type { WebConfig } from './settings/web.ts'

// What is heavy (SQLite, the language model, the importers, the clients of the platforms) is imported where it is first used: `--help` needs none of it.
// Node keeps these compiled in the system's folder for temporary files, which halves the next start; where it cannot, it goes on without.
enableCompileCache()

const SEEDS = fileURLToPath(new URL('../seeds/articles', import.meta.url))
const ENVIRONMENT_FILE = '.env'
const EXIT_MISUSE = 2
const EXIT_FAILED = 70
/** What a shell reports of a program that SIGINT killed. */
const EXIT_INTERRUPTED = 130
const NO_PLATFORM =
  'No chat platform is configured and the reading room is off, so that nobody would be answered. Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN for Slack, or DISCORD_TOKEN for Discord, ' +
  'in the environment or a file .env; README.md says where to get them. To ask here, write: npm run -s newsdesk -- chat'
/** Between two looks at whether the shell that npm started is still there. */
const SHELL_MS = 500
/** After the end of serving, for what a client library may leave behind: a timer, a socket. */
const LINGER_MS = 500
/** Answers go on when whoever reads our lines has left. */
let isServing = false

async function main(): Promise<number> {
  if (existsSync(ENVIRONMENT_FILE)) process.loadEnvFile(ENVIRONMENT_FILE)
  const read = readConfig(process.env, { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, seeds: SEEDS, nearest })
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
  return await listen(process.argv.slice(2), hostOf(read.config, read.warnings, log), terminal)
}

/** The first signal asks for an end after the work in hand, the second one does not ask. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  // npm hands a signal to the shell that it started us in, and the shell keeps it to itself: that the shell is gone is what reaches us.
  const shell = process.ppid
  if (process.env.npm_lifecycle_event !== undefined)
    setInterval(() => {
      if (process.ppid !== shell) stop.abort()
    }, SHELL_MS).unref()
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(EXIT_INTERRUPTED)
      stop.abort()
    })
  return stop.signal
}

function toErrors(line: string): void {
  process.stderr.write(`newsdesk: ${line}\n`)
}

function hostOf(config: Config, warnings: readonly string[], log: Log): Host {
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
    async open(where, progress) {
      const newsroom = await openFilled(where, { seeds: config.seeds, log, progress, tell: toErrors })
      const { terminalDesk } = await import('./terminal-desk.ts')
      return terminalDesk(newsroom, {
        log,
        zone: config.zone,
        holder: holder(),
        now: () => new Date(),
        config: config.feeds,
        web: config.web,
        version: packageJson.version,
      })
    },
    platforms: platformsOf(config),
    serve: (where, tell, stop, progress) => serveChat({ where, config, warnings, log, tell, stop, progress }),
    explain,
  }
}

function platformsOf(config: Config): readonly string[] {
  return (['slack', 'discord'] as const).filter((name) => config[name] !== null)
}

/** Of this process, among those that share a store. */
function holder(): Holder {
  return holderOf({ host: hostname(), pid: process.pid, startedMs: Date.now() }, (pid) => isAlive(pid, process.kill))
}

async function serveChat(told: {
  readonly where: { readonly db: string; readonly rebuild: boolean; readonly zone: string }
  readonly config: Config
  readonly warnings: readonly string[]
  readonly log: Log
  readonly tell: (line: string) => void
  readonly stop: AbortSignal
  readonly progress: Progress
}): Promise<number> {
  const { where, config, log, stop } = told
  const redact = redactor(secretsOf(process.env))
  const tell = (line: string): void => told.tell(redact(line))
  const platforms = platformsOf(config)
  if (platforms.length === 0 && config.web === null) {
    tell(NO_PLATFORM)
    return EXIT_MISUSE
  }
  isServing = true
  for (const problem of told.warnings) log.warn('setting', { problem })
  const newsroom = await openFilled({ ...where, seed: true }, { seeds: config.seeds, log, progress: told.progress, tell: toErrors })
  try {
    const [
      { openReception },
      { openDelivery },
      { openFeedDesk },
      { openMetrics },
      { openDraw },
      { openSurfaces, stillManages },
      { serve },
    ] = await Promise.all([
      import('../commands/reception/reception.ts'),
      import('../commands/delivery/delivery.ts'),
      import('./feed-desk.ts'),
      import('./metrics.ts'),
      import('./rasterise.ts'),
      import('./surfaces.ts'),
      import('./serve.ts'),
    ])
    const surfaces: Surface[] = []
    const desk = { log, zone: where.zone, now: () => new Date(), holder: holder() }
    const { version } = packageJson
    let web: Opening = { room: null, health: () => [] }
    const health = (): readonly Health[] =>
      [...surfaces.map((surface) => surface.health()), ...web.health()].map((one) => presentable(one, redact))
    const metrics = openMetrics({ ...desk, store: newsroom.store, version, health })
    const { meter } = metrics
    const delivery = openDelivery({
      ...desk,
      outlets: surfaces,
      room: {
        ...newsroom,
        get readingRoom() {
          return web.room?.forRoom
        },
      },
    })
    const live = openFeedDesk(newsroom, { ...desk, config: config.feeds, version, isKeptUp: true, readsFiles: false, meter })
    const manages: Room['manages'] = (manager) => stillManages(surfaces, manager)
    const room: Room = { ...newsroom, delivery, feeds: live.feeds, health, meter, manages }
    web = await openWeb({ ...desk, room, config: config.web, metrics, version }, platforms.length > 0, tell)
    const reception = openReception({
      ...desk,
      room: { ...room, readingRoom: web.room?.forRoom },
      limits: { perUser: config.userLimit, perChannel: config.channelLimit },
    })
    const { chat } = newsroom.store
    surfaces.push(...(await openSurfaces({ config, chat, reception, log, now: desk.now, draw: openDraw(log) })))
    return await serve({
      surfaces,
      reception,
      works: [delivery, { ...live.intake, close: live.close }, ownWork(newsroom, web.room)],
      log,
      tell,
      stop,
      faults: process,
    })
  } finally {
    await newsroom.close()
    setTimeout(() => process.exit(), LINGER_MS).unref()
  }
}

/** A reading room that is open, or why there is none. */
type Opening = { readonly room: OpenedReadingRoom | null; health(): readonly Health[] }

/** One that cannot be opened stops no chat platform; where there is none, it stops the start. */
async function openWeb(
  { config, ...given }: Omit<ReadingRoomSetting, 'config'> & { readonly config: WebConfig | null },
  goesOn: boolean,
  tell: (line: string) => void,
): Promise<Opening> {
  if (config === null) return { room: null, health: () => [] }
  try {
    const { openReadingRoom } = await import('./reading-room.ts')
    const room = await openReadingRoom({ ...given, config })
    tell(`Reading room: open at ${room.address}`)
    return { room, health: () => [room.health()] }
  } catch (error) {
    if (!goesOn) throw error
    given.log.error('the reading room could not be opened', { error })
    const problem = error instanceof Error ? error.message : String(error)
    tell(`Reading room: closed. ${problem}`)
    const sinceMs = given.now().getTime()
    return { room: null, health: () => [{ surface: 'web', state: 'down', problem, sinceMs, lastEventMs: null, lastError: null }] }
  }
}

/** Others may write into the same store: what they bring is found here too. Links and sessions that have run out are forgotten. */
function ownWork({ follow }: Newsroom, readingRoom: OpenedReadingRoom | null): Work {
  return { tick: follow, sweep: async () => readingRoom?.sweep(), close: async () => readingRoom?.close() }
}

/** Readers see it: an error of a client may quote an address with a secret in it. */
function presentable(health: Health, redact: (text: string) => string): Health {
  const { problem, lastError } = health
  return {
    ...health,
    problem: problem === null ? null : redact(problem),
    lastError: lastError === null ? null : { ...lastError, message: redact(lastError.message) },
  }
}

function explain(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if (isDamage(error))
    return `${error.message} With --rebuild the damaged file is renamed, not destroyed, and a new store is started with the seeds.`
  if (error.name === 'StoreError' || error.name === 'IntakeError' || error.name === 'ReadingRoomError') return error.message
  // The seeds' folder, a full disk: the system's own words name the file.
  return 'code' in error && typeof error.code === 'string' && 'syscall' in error ? `${error.message}.` : null
}

// Whoever reads our output may stop (`| head`): then there is nothing left to do, but for those who ask in chat.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!isServing) process.exit(error.code === 'EPIPE' ? 0 : EXIT_FAILED)
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
