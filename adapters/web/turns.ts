/**
 * Who is answered when: a few at a time, some wait, and past those nobody is kept waiting for nothing. The same question at the same time is
 * answered once for all who ask it.
 */
import type { Limits } from './limits.ts'
import { busy, Gone } from './refusal.ts'

export type Turns = {
  /**
   * `key`: the same for what has the same answer. `keep`: for some seconds after, too. Throws a Refusal where too many wait, and Gone where `signal`
   * says that nobody does any more.
   */
  take<T>(key: string, signal: AbortSignal, work: () => Promise<T>, keep?: boolean): Promise<T>
}
type Numbers = Pick<Limits, 'atOnce' | 'waiting' | 'waitMs' | 'recentMs' | 'recent'>
/** One answer in the making. `leave`: nobody waits for it any more. */
type Flight = { readonly result: Promise<unknown>; waiters: number; readonly leave: AbortController }

const SOON_S = 5

export function openTurns(numbers: Numbers, now: () => Date): Turns {
  const gate = openGate(numbers)
  const flights = new Map<string, Flight>()
  // A Map keeps the order in which keys came: the first is the oldest.
  const recent = new Map<string, { readonly value: unknown; readonly untilMs: number }>()

  return {
    async take<T>(key: string, signal: AbortSignal, work: () => Promise<T>, keep = false): Promise<T> {
      if (signal.aborted) throw new Gone()
      const kept = recent.get(key)
      if (kept !== undefined && now().getTime() < kept.untilMs) return kept.value as T
      const flight = flights.get(key) ?? launch(key, work, keep)
      return (await joined(key, flight, signal)) as T
    },
  }

  function launch(key: string, work: () => Promise<unknown>, keep: boolean): Flight {
    const leave = new AbortController()
    const flight: Flight = { result: flown(key, work, leave.signal, keep), waiters: 0, leave }
    flights.set(key, flight)
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key)
    }
    flight.result.then(land, land)
    return flight
  }

  async function flown(key: string, work: () => Promise<unknown>, signal: AbortSignal, keep: boolean): Promise<unknown> {
    const value = await gate(signal, work)
    if (!keep) return value
    const atMs = now().getTime()
    for (const [old, { untilMs }] of recent) if (untilMs <= atMs || recent.size >= numbers.recent) recent.delete(old)
    recent.set(key, { value, untilMs: atMs + numbers.recentMs })
    return value
  }

  /** Its result, or Gone as soon as this client is; the last one to go takes it out of the line. */
  function joined(key: string, flight: Flight, signal: AbortSignal): Promise<unknown> {
    flight.waiters += 1
    return new Promise((resolve, reject) => {
      const gone = () => {
        flight.waiters -= 1
        if (flight.waiters === 0) {
          // Who asks the same from now on begins anew.
          if (flights.get(key) === flight) flights.delete(key)
          flight.leave.abort()
        }
        reject(new Gone())
      }
      signal.addEventListener('abort', gone, { once: true })
      flight.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', gone))
    })
  }
}

/** Runs `work` when it is its turn. */
function openGate({ atOnce, waiting, waitMs }: Numbers): (signal: AbortSignal, work: () => Promise<unknown>) => Promise<unknown> {
  let working = 0
  // A Set keeps its order: the first has waited longest.
  const line = new Set<() => void>()

  return async (signal, work) => {
    await turn(signal)
    try {
      return await work()
    } finally {
      // Not at once: between two answers, what came in meanwhile is read, and who is quickly served is.
      setImmediate(next)
    }
  }

  function next(): void {
    const [first] = line
    if (first === undefined) working -= 1
    else first()
  }

  async function turn(signal: AbortSignal): Promise<void> {
    if (working < atOnce) {
      working += 1
      return
    }
    if (line.size >= waiting) throw busy(SOON_S)
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        leave()
        resolve()
      }
      const timer = setTimeout(() => {
        leave()
        reject(busy(SOON_S))
      }, waitMs)
      const gone = () => {
        leave()
        reject(new Gone())
      }
      const leave = () => {
        line.delete(go)
        clearTimeout(timer)
        signal.removeEventListener('abort', gone)
      }
      line.add(go)
      signal.addEventListener('abort', gone, { once: true })
    })
  }
}
