/** A surface's delivery that takes everything and posts nothing, for tests that are about something else. */
import type { Delivery, Place } from '../commands/command.ts'

export function silentDelivery(more: Partial<Delivery> = {}): Delivery {
  let posted = 0
  const plain = (channel: string, to: string | null): Place => ({ surface: 'chat', team: '', channel, thread: null, to, via: {} })
  return {
    perSecond: 1_000,
    places: ({ place, user }) => ({ here: plain(place.channel, null), direct: plain(user, user) }),
    mayPost: async () => ({ ok: true }),
    under: (place, ref) => ({ ...place, thread: ref }),
    post: async () => ({ ref: String(++posted), url: null, threads: [] }),
    revise: async () => {},
    ...more,
  }
}
