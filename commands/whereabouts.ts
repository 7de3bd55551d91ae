/** Where things can be posted for whoever says something, and what they may set up there. */
import type { Place, Reader } from './command.ts'
import { Misuse } from './misuse.ts'

export type Whereabouts = {
  readonly surface: string
  /** Workspace or server; '' where there is none. */
  readonly team: string
  /** null: at the terminal, who runs Newsdesk and reaches everything. */
  readonly owner: string | null
  readonly isManager: boolean
  /** For everybody where it was said; null where nobody else is. */
  readonly here: Place | null
  /** It was said in a thread, of which `here` is the channel. */
  readonly isInThread?: boolean
  /** For them alone. */
  readonly direct: Place
}

/** There is one terminal a store; what is due there is printed by `due` and in the prompt. */
const TERMINAL: Place = { surface: 'terminal', team: '', channel: 'terminal', thread: null, to: null, via: {} }

/** Throws a Misuse where nothing can be posted later. */
export function whereaboutsOf(reader: Reader | undefined): Whereabouts {
  if (reader === undefined)
    return { surface: TERMINAL.surface, team: TERMINAL.team, owner: null, isManager: true, here: TERMINAL, direct: TERMINAL }
  const { surface, owner, isManager, places, team } = reader
  if (places === undefined) throw new Misuse('Nothing can be posted here without being asked for.')
  return { surface, owner, isManager, ...places, team: team ?? (places.here ?? places.direct).team }
}
