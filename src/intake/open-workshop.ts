/**
 * The workshop: one process beside ours that takes things apart, one after another, and that we end where one takes too long or too much. A process and not
 * a thread, because a thread that runs out of memory inside one native step (`split`, a Map that grows) takes the whole program with it: measured, see
 * docs/decisions/0018-a-process-takes-things-apart.md.
 */
import { type ChildProcess, fork } from 'node:child_process'
import type { From } from './feed/feed.ts'
import { type Opened, type Workshop, WorkshopError } from './workshop.ts'

export type WorkshopLimits = {
  /** Of one piece of work; the start is not counted. The slowest feeds and pages measured take some seconds on a busy machine. */
  readonly timeMs: number
  /** Of a start: it loads a parser of pages and the profiles of sixty languages. */
  readonly startMs: number
  /** Of the heap. What is largest, a page of 5 MB or a feed of 20 MB, is taken apart within it. */
  readonly memoryMb: number
  /** Pieces of work that wait, with their bytes. */
  readonly waiting: number
  /** What runs there. */
  readonly entry: URL
}
export const WORKSHOP_LIMITS: WorkshopLimits = {
  timeMs: 20_000,
  startMs: 60_000,
  memoryMb: 384,
  waiting: 32,
  entry: new URL('./workbench.ts', import.meta.url),
}
/** What goes there and what comes back. `ready` comes once, first; `failed`: the work threw, and the workbench ends. */
export type WorkshopTask = { readonly bytes: Uint8Array; readonly from: From; readonly timeMs: number }
export type WorkshopWord =
  | { readonly kind: 'ready' }
  | { readonly kind: 'opened'; readonly opened: Opened }
  | { readonly kind: 'failed'; readonly reason: string }

/** How V8 ends a process that is out of memory, and how a system does it that has no more. */
const OUT_OF_MEMORY = new Set(['SIGABRT', 'SIGTRAP', 'SIGILL', 'SIGKILL'])
const ABORTED = 134

/**
 * `open` rejects with a WorkshopError only where the work itself is to blame; with another Error where the workshop is closed or cannot start, with a
 * RangeError where too much waits already.
 */
export function openWorkshop(options: Partial<WorkshopLimits> = {}): Workshop {
  const limits = { ...WORKSHOP_LIMITS, ...options }
  const ending = new Set<Promise<void>>()
  let isClosed = false
  let waiting = 0
  let bench: Bench | null = null
  let last: Promise<unknown> = Promise.resolve()

  const putAway = (): void => {
    if (bench === null) return
    const gone = bench.end().finally(() => ending.delete(gone))
    ending.add(gone)
    bench = null
  }
  const work = async (bytes: Uint8Array, from: From): Promise<Opened> => {
    if (isClosed) throw closed()
    // Somebody may have ended it while it had nothing to do.
    if (bench?.hasEnded()) putAway()
    bench ??= startBench(limits)
    try {
      return await bench.open(bytes, from)
    } catch (error) {
      putAway()
      throw isClosed ? closed() : error
    }
  }
  return {
    async open(bytes, from) {
      if (isClosed) throw closed()
      if (waiting >= limits.waiting) throw new RangeError(`opening ${from.url}: ${limits.waiting} pieces of work wait already`)
      waiting++
      const turn = last.then(() => work(bytes, from)).finally(() => waiting--)
      last = Promise.allSettled([turn])
      return await turn
    },
    async close() {
      isClosed = true
      putAway()
      await last
      await Promise.all(ending)
    },
  }
}

const closed = (): Error => new Error('the workshop is closed')

type Bench = {
  open(bytes: Uint8Array, from: From): Promise<Opened>
  hasEnded(): boolean
  /** Resolves when it is gone. */
  end(): Promise<void>
}
type Doing = { readonly done: (opened: Opened) => void; readonly failed: (error: Error) => void }

/** One process; after the first failure it is of no more use. */
function startBench(limits: WorkshopLimits): Bench {
  const child = startChild(limits)
  let doing: Doing | null = null
  let timer: NodeJS.Timeout | undefined
  let isReady = false
  let hasEnded = false

  const settle = (how: (doing: Doing) => void): void => {
    clearTimeout(timer)
    // Idle, it keeps nobody waiting for it.
    child.unref()
    child.channel?.unref()
    if (doing !== null) how(doing)
    doing = null
  }
  const fail = (error: Error): void => settle(({ failed }) => failed(error))
  const bound = (): void => {
    clearTimeout(timer)
    const [ms, error] = isReady
      ? [limits.timeMs, new WorkshopError('time', `it took more than ${limits.timeMs / 1_000} s`)]
      : [limits.startMs, new Error(`the workshop did not start within ${limits.startMs / 1_000} s`)]
    timer = setTimeout(() => fail(error), ms)
  }
  child.on('message', (word: WorkshopWord) => {
    if (word.kind === 'ready') {
      isReady = true
      if (doing !== null) bound()
    } else if (word.kind === 'opened') settle(({ done }) => done(word.opened))
    else fail(new WorkshopError('crash', word.reason))
  })
  // What comes from sending or starting; that it is gone is told by `exit`.
  child.on('error', (error) => fail(new Error(`the workshop: ${error.message}`, { cause: error })))
  const gone = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      hasEnded = true
      resolve()
      fail(isReady ? endOf(limits, code, signal) : new Error(`the workshop ended while it started (${signal ?? code})`))
    })
  })
  return {
    open: (bytes, from) =>
      new Promise((done, failed) => {
        doing = { done, failed }
        child.ref()
        child.channel?.ref()
        bound()
        child.send({ bytes, from, timeMs: limits.timeMs } satisfies WorkshopTask)
      }),
    hasEnded: () => hasEnded,
    end() {
      // A process that is never started never exits.
      if (child.pid === undefined || hasEnded) return Promise.resolve()
      // It must not keep us waiting, and it may not be able to listen: there is nothing that it could lose.
      child.kill('SIGKILL')
      // Whoever waits for its end is not to end before.
      child.ref()
      return gone
    },
  }
}

function startChild({ entry, memoryMb }: WorkshopLimits): ChildProcess {
  return fork(entry, {
    // It reads what strangers wrote: no settings and secrets, no writing, no other programs, and nothing of it in our output.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [`--max-old-space-size=${memoryMb}`, '--permission', '--allow-fs-read=*'],
    serialization: 'advanced',
  })
}

function endOf({ memoryMb }: WorkshopLimits, code: number | null, signal: string | null): WorkshopError {
  return code === ABORTED || (signal !== null && OUT_OF_MEMORY.has(signal))
    ? new WorkshopError('memory', `it took more than ${memoryMb} MB of memory`)
    : new WorkshopError('crash', `it ended the process that read it (${signal ?? `exit code ${code}`})`)
}
