/** Serving: the chat surfaces from their start to a graceful end. One that fails never stops another, and nothing that a client library throws ends the process. */
import type { EventEmitter } from 'node:events'
import type { Health, Surface } from '../commands/command.ts'
import type { Log } from './log.ts'

export type Serving = {
  readonly surfaces: readonly Surface[]
  readonly reception: {
    /** Takes up what was heard on a surface and not answered, here or before a crash. */
    resume(surface: Surface): Promise<void>
    /** Forgets what is past its time. */
    sweep(): Promise<void>
    /** Takes nothing new; resolved when what is being answered is. */
    close(): Promise<void>
  }
  /** What goes on without being asked for: posts that are due, feeds that are read. */
  readonly works: readonly Work[]
  readonly log: Log
  /** One line for who runs it, whatever the log's level. */
  readonly tell: (line: string) => void
  /** Aborted when it shall end. */
  readonly stop: AbortSignal
  /** Where errors arrive that nobody caught: `process`. */
  readonly faults: Pick<EventEmitter, 'on'>
}

export type Work = {
  /** Begins with what is due. Never throws. */
  tick(): Promise<void>
  sweep(): Promise<void>
  /** Takes nothing new; resolved when what is in hand is done. */
  close(): Promise<void>
}

/** Between two looks at how the surfaces are. */
const LOOK_MS = 1_000
const RESUME_MS = 60_000
/** A digest is posted at the second. */
const TICK_MS = 1_000
const SWEEP_MS = 3_600_000
/** Shorter than the 10 s after which a container is killed; what is not answered by then is taken up at the next start. */
const CLOSE_MS = 8_000
const EXIT_STOPPED = 0
const EXIT_FAILED = 70

/** Runs until `stop`, or until an error that came from no surface's client; resolves with the exit code once the surfaces are closed, within 8 s. */
export async function serve({ surfaces, reception, works, log, tell, stop, faults }: Serving): Promise<number> {
  if (stop.aborted) return EXIT_STOPPED
  const over = Promise.withResolvers<number>()
  heedFaults(faults, surfaces, log, () => over.resolve(EXIT_FAILED))
  stop.addEventListener('abort', () => over.resolve(EXIT_STOPPED), { once: true })

  const resume = once(surfaces, (surface) => reception.resume(surface), log)
  const look = onlooker(tell, resume)
  let isOver = false
  const each = (work: (surface: Surface) => void) => () => {
    // A start that was under way comes to its end while all is closed.
    if (!isOver) for (const surface of surfaces) void attempt(() => work(surface), surface, log)
  }
  const sweep = (): void =>
    void Promise.all([reception, ...works].map((work) => work.sweep())).catch((error: unknown) => log.error('sweep failed', { error }))
  const tick = (): void => void Promise.all(works.map((work) => work.tick())).catch((error: unknown) => log.error('turn failed', { error }))
  const resumeConnected = each((surface) => {
    if (surface.health().state === 'connected') resume(surface)
  })
  const timers = [
    setInterval(each(look), LOOK_MS),
    setInterval(resumeConnected, RESUME_MS),
    setInterval(sweep, SWEEP_MS),
    setInterval(tick, TICK_MS),
  ]
  for (const surface of surfaces) void attempt(() => surface.start(), surface, log).then(each(look))
  sweep()

  const code = await over.promise
  isOver = true
  for (const timer of timers) clearInterval(timer)
  tell(code === EXIT_STOPPED ? 'Stopping; answers in hand are finished first.' : 'A fault of Newsdesk, logged above, ends it.')
  await close(surfaces, [reception, ...works], log)
  return code
}

/** A surface's client may throw where nobody can catch it: what a surface claims shows in its health, and life goes on. */
function heedFaults(faults: Serving['faults'], surfaces: readonly Surface[], log: Log, end: () => void): void {
  const isClaimed = async (error: unknown): Promise<boolean> => {
    for (const surface of surfaces)
      if (await attempt(() => surface.claims(error), surface, log)) {
        log.warn('an error of the client library', { surface: surface.name, error })
        return true
      }
    return false
  }
  faults.on('unhandledRejection', async (error: unknown) => {
    if (!(await isClaimed(error))) log.error('an error that nobody awaited', { error })
  })
  faults.on('uncaughtException', async (error: unknown) => {
    if (await isClaimed(error)) return
    log.error('an error that nobody caught', { error })
    end()
  })
}

/** What fails in a surface is logged, and goes no further. */
async function attempt<T>(work: () => T | Promise<T>, surface: Surface, log: Log): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    log.error('a surface failed', { surface: surface.name, error })
    return undefined
  }
}

/** Work for a surface, logged where it fails, and never twice at a time for one. */
function once(surfaces: readonly Surface[], work: (surface: Surface) => Promise<void>, log: Log): (surface: Surface) => void {
  const idle = new Set(surfaces)
  return (surface) => {
    if (!idle.delete(surface)) return
    void work(surface)
      .catch((error: unknown) => log.error('unfinished answers could not be taken up', { surface: surface.name, error }))
      .finally(() => idle.add(surface))
  }
}

/** Tells each change of how a surface is once; one that has just connected takes up what it left. */
function onlooker(tell: Serving['tell'], connected: (surface: Surface) => void): (surface: Surface) => void {
  const told = new Map<Surface, string>()
  return (surface) => {
    const health = surface.health()
    const line = lineOf(health)
    if (line === null || told.get(surface) === line.once) return
    told.set(surface, line.once)
    tell(line.text)
    if (health.state === 'connected') connected(surface)
  }
}

/** `once`: what makes it the same news; errors may be worded anew at each try, and problems count seconds. null: nothing to tell yet. */
function lineOf({ surface, state, problem, lastError, sinceMs }: Health): { readonly text: string; readonly once: string } | null {
  const name = `${surface[0]?.toUpperCase() ?? ''}${surface.slice(1)}`
  const error = lastError !== null && lastError.atMs >= sinceMs ? lastError.message : null
  const kind = `${state} ${problem?.replace(/\d+/g, '')}`
  switch (state) {
    case 'connected':
      return problem === null ? { text: `${name}: connected.`, once: state } : { text: `${name}: connected. ${problem}`, once: kind }
    case 'connecting': {
      const why = problem ?? error
      return why === null ? null : { text: `${name}: not connected, and still trying. ${why}`, once: state }
    }
    case 'down':
      return { text: `${name}: not connected. ${problem ?? error ?? 'See the log.'}`, once: kind }
    default:
      return state satisfies never
  }
}

/** The surfaces first: what was heard must still be taken up, or at least be claimed for the next start. */
async function close(surfaces: readonly Surface[], works: readonly { close(): Promise<void> }[], log: Log): Promise<void> {
  const late = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    log.warn('not everything was answered before the end; the rest is taken up at the next start')
    late.resolve()
  }, CLOSE_MS)
  const closing = surfaces.map((surface) => attempt(() => surface.close(), surface, log))
  await Promise.race([Promise.all([...closing, ...works.map((work) => work.close())]), late.promise])
  clearTimeout(timer)
}
