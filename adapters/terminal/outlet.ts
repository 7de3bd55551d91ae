/** What is posted at the terminal without being asked for: it is printed to whoever sits there. */

import type { Delivery, Health, Place } from '../../commands/command.ts'
import type { Answer } from '../../src/answer.ts'

/** Where it stands: there is one terminal a store. */
export const TERMINAL: Place = { surface: 'terminal', team: '', channel: 'terminal', thread: null, to: null, via: {} }
/** Nobody waits there but a person who reads. */
const PER_SECOND = 1_000

export type TerminalOutlet = { readonly name: 'terminal'; readonly delivery: Delivery; health(): Health }

/** `print` resolves when it is written out. */
export function terminalOutlet(print: (answer: Answer) => Promise<void>, now: () => Date): TerminalOutlet {
  const sinceMs = now().getTime()
  return {
    name: 'terminal',
    health: () => ({ surface: 'terminal', state: 'connected', problem: null, sinceMs, lastEventMs: null, lastError: null }),
    delivery: {
      perSecond: PER_SECOND,
      places: () => ({ here: TERMINAL, direct: TERMINAL }),
      mayPost: async () => ({ ok: true }),
      async post(_place, { answer }, key, { isOver }) {
        // What a process that was cut off has printed nobody can look for, and its reader lost it with the process: it is printed again.
        if (isOver) return null
        await print(answer)
        return { ref: key, url: null, threads: [] }
      },
      revise: async (_place, _ref, { answer }) => await print(answer),
      under: (place) => place,
    },
  }
}
