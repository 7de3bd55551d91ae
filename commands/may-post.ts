/** Whether the bot may post somewhere later, asked before anything is kept. */
import type { Place, Room } from './command.ts'
import type { Whereabouts } from './whereabouts.ts'

/** `note`: what is worse there than elsewhere. `problem`: for the reader, with the way out. */
type May = { readonly ok: true; readonly note: string | null } | { readonly ok: false; readonly problem: string }

/** Where no process posts, or at the terminal for another surface, nobody can be asked. */
export async function mayPostTo({ delivery }: Room, who: Whereabouts, place: Place): Promise<May> {
  if (delivery === undefined || place.surface !== who.surface) return { ok: true, note: null }
  try {
    const may = await delivery.mayPost(place)
    return may.ok ? { ok: true, note: may.note ?? null } : { ok: false, problem: may.problem }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: `Whether I may post there could not be asked: ${reason} Try again later.` }
  }
}
