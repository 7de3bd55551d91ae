/** The servers that are measured, and who asks them: each a process of its own. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { waitFor } from '../peers/wait-for.ts'
import { freePort } from '../program.ts'
import type { AskedUse, Use } from './chat-use.ts'
import type { Errand, ErrandFigures } from './web-askers.ts'
import type { BarePage } from './web-bare.ts'

export type Server = {
  readonly origin: string
  use(asked: AskedUse): Promise<Use>
  /** The errors that it logged, and how it ended if nobody told it to. */
  faults(): readonly string[]
  end(): Promise<void>
}

const HERE = import.meta.dirname
const MAIN = join(HERE, '../../src/main.ts')
const GUARD = join(HERE, '../peers/guard.ts')
const USE = join(HERE, 'chat-use.ts')
/** An archive of 50,000 articles is read from the disk. */
const READY_MS = 120_000
const END_MS = 20_000

/** The real program with nothing but its reading room. `db`: its store, filled with the seeds where it is new. */
export async function startReadingRoom(db: string): Promise<Server> {
  const { PATH, HOME, TMPDIR } = process.env
  const child = fork(MAIN, ['serve'], {
    cwd: join(db, '..'),
    env: {
      PATH,
      HOME,
      TMPDIR,
      NEWSDESK_DB: db,
      NEWSDESK_ZONE: 'UTC',
      NEWSDESK_LOG: 'warn',
      NEWSDESK_WEB_PORT: String(await freePort()),
      // All ask from one address here, which no reader does.
      NEWSDESK_WEB_LIMIT: '100000',
    },
    execArgv: ['--import', GUARD, '--import', USE],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  let isTold = false
  let ended: string | null = null
  child.once('exit', (code, signal) => {
    ended = `${signal ?? code}`
  })
  const faults = () => [
    ...said.split('\n').filter((line) => line.startsWith('{')),
    ...(ended !== null && !isTold ? [`ended by itself: ${ended}`] : []),
  ]
  const origin = await waitFor(
    () => {
      if (ended !== null) throw new Error(`the program ended before its reading room was open (${ended}):\n${said}`)
      return /open at (http:\S+)/.exec(said)?.[1]
    },
    'the reading room',
    () => said,
    READY_MS,
  )
  return {
    origin,
    use: (asked) => useOf(child, asked),
    faults,
    async end() {
      isTold = true
      await ending(child)
    },
  }
}

/** A page without a program behind it. */
export async function startBarePage(page: BarePage): Promise<Server> {
  const child = fork(join(HERE, 'web-bare.ts'), {
    execArgv: ['--import', GUARD, '--import', USE],
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
  })
  const listening = once(child, 'message')
  child.stdin?.end(JSON.stringify(page))
  const [port] = (await listening) as [number]
  return { origin: `http://127.0.0.1:${port}`, use: (asked) => useOf(child, asked), faults: () => [], end: () => ending(child) }
}

export async function send(errand: Errand): Promise<ErrandFigures> {
  const child = fork(join(HERE, 'web-askers.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const gone = once(child, 'exit')
  const told = once(child, 'message')
  child.send(errand)
  const figures = await Promise.race([told, gone.then(() => null)])
  if (figures === null) throw new Error('those who ask ended before they had done')
  await gone
  return figures[0] as ErrandFigures
}

async function useOf(child: ChildProcess, asked: AskedUse): Promise<Use> {
  const told = once(child, 'message')
  child.send(asked)
  const [use] = (await told) as [Use]
  return use
}

async function ending(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), END_MS)
  await gone
  clearTimeout(late)
}
