/** The other end of the workshop: one task after another, and an end with those who started it. */
import { Script } from 'node:vm'
import type { From } from './feed/feed.ts'
import type { WorkshopTask, WorkshopWord } from './open-workshop.ts'
import type { Opened } from './workshop.ts'

/** Those who sent the work end us long before that; where they are gone, a loop must not go on for ever. */
const ORPHAN_FACTOR = 3

export function serveWorkshop(open: (bytes: Uint8Array, from: From) => Opened): void {
  // A terminal sends them to every process of a program: ours ends with its parent, not in the middle of somebody's feed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
  process.on('disconnect', () => process.exit())
  process.on('message', ({ bytes, from, timeMs }: WorkshopTask) => {
    try {
      tell({ kind: 'opened', opened: within(timeMs * ORPHAN_FACTOR, () => open(bytes, from)) })
    } catch (error) {
      tell({ kind: 'failed', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) })
    }
  })
  tell({ kind: 'ready' })
}

/** The one way to break off a loop from within: V8 watches the clock of what runs as a script. */
function within<T>(timeoutMs: number, work: () => T): T {
  Object.assign(globalThis, { [WORK]: work })
  return SCRIPT.runInThisContext({ timeout: timeoutMs }) as T
}
const WORK = '__newsdeskWork'
const SCRIPT = new Script(`globalThis.${WORK}()`)

function tell(word: WorkshopWord): void {
  process.send?.(word)
}
