/** Which watches somebody can see and change, and which of them is meant. */
import type { WatchRecord } from '../../src/store/watch-store.ts'
import type { Room } from '../command.ts'
import { numberIn } from '../digest/reach.ts'
import { Misuse } from '../misuse.ts'
import type { Whereabouts } from '../whereabouts.ts'

/** Who sits at the terminal, as whoever has watches is called. */
const OPERATOR = 'terminal:operator'

export function watcherOf({ owner }: Whereabouts): string {
  return owner ?? OPERATOR
}

/** Their own, and those of the channel that they are in. */
export async function watchesSeen({ store: { watches } }: Room, who: Whereabouts): Promise<readonly WatchRecord[]> {
  const own = await watches.list({ owner: watcherOf(who) })
  return who.here === null || who.owner === null ? own : [...own, ...(await watches.list(who.here))]
}

/** What a manager looks after from outside a channel: their own, and those of the channels of their workspace or server; who runs Newsdesk, of all channels. */
export async function watchesManaged({ store: { watches } }: Room, who: Whereabouts): Promise<readonly WatchRecord[]> {
  const own = await watches.list({ owner: watcherOf(who) })
  const channels = await watches.inChannels(who.owner === null ? {} : { surface: who.surface, team: who.team })
  // At the terminal, and of who manages none, they may be the same.
  return [...own, ...channels.filter((watch) => mayChange(who, watch) && !own.some(({ id }) => id === watch.id))]
}

/** Their own; of a channel, its managers; who runs Newsdesk, every one. */
export function mayChange(who: Whereabouts, watch: WatchRecord): boolean {
  if (who.owner === null) return true
  if (watch.isDirect) return watch.owner === who.owner
  return who.isManager && watch.surface === who.surface && watch.team === who.team
}

/** The one of that number, or the only one that there is. Throws a Misuse that says how to name it. */
export async function watchMeant(room: Room, who: Whereabouts, words: string, action: string): Promise<WatchRecord> {
  const number = numberIn(words)
  if (number !== null) {
    const watch = await room.store.watches.byId(number)
    // What is another's is not even known to be there.
    if (watch === null || !(mayChange(who, watch) || isSeen(who, watch))) throw none(number)
    if (!mayChange(who, watch)) throw new Misuse(`Watch ${number} is this channel’s: only managers change it.`)
    return watch
  }
  const own = (await watchesSeen(room, who)).filter((watch) => mayChange(who, watch))
  const [only, ...others] = own
  if (words === '' && only !== undefined && others.length === 0) return only
  if (only === undefined) throw new Misuse('You have no watches yet. For example: watch add Huawei')
  throw new Misuse(`Which one? Write its number, for example: watch ${action} ${only.id}. “watch list” shows them.`)
}

export function none(number: number): Misuse {
  return new Misuse(`There is no watch ${number} of yours. “watch list” shows those that there are.`)
}

function isSeen({ here, surface }: Whereabouts, watch: WatchRecord): boolean {
  return !watch.isDirect && here !== null && watch.surface === surface && watch.team === here.team && watch.channel === here.channel
}
