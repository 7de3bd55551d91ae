/** Discord as far as a test needs it: a server on 127.0.0.1, the real adapter and reception, the small newsroom. */
import { openDiscord } from '../../adapters/discord/listen.ts'
import { PACE, type Pace } from '../../adapters/discord/settings.ts'
import type { Draw, Place, Surface } from '../../commands/command.ts'
import { type OpenReception, openReception } from '../../commands/reception/reception.ts'
import type { Article } from '../../src/article.ts'
import { openLog } from '../../src/log.ts'
import type { Newsroom } from '../../src/newsroom.ts'
import { type DiscordOptions, type DiscordPeer, openDiscordPeer } from '../peers/discord-peer.ts'
import { ARTICLES, smallNewsroom } from '../small-newsroom.ts'

/** As short as the real pauses are long, so that no test waits for one. */
const QUICK: Pace = {
  ...PACE,
  reconnectMs: [20, 100],
  refusedMs: [50, 200],
  registerMs: [30, 100],
  againMs: [10, 10, 30, 30, 60],
  unsaidMs: 20,
  suggestMs: 100,
  closeMs: 3_000,
}

export type SmallDiscord = {
  readonly peer: DiscordPeer
  readonly surface: Surface
  readonly reception: OpenReception
  readonly newsroom: Newsroom
  /** Lines of the log, oldest first. */
  readonly log: readonly string[]
  /** Another process: the same store, a surface and reception of its own. Closed with the rest. */
  again(settings?: Partial<Settings>): Promise<{ readonly surface: Surface; readonly reception: OpenReception }>
  /** All that was delivered before is heard, and what is answered of it is. */
  settled(): Promise<void>
  close(): Promise<void>
}
type Settings = {
  readonly guild: string | null
  readonly managers: readonly string[]
  readonly readsThreads: boolean
  readonly token: string
  readonly apiUrl: string
  readonly pace: Partial<Pace>
  readonly now: () => Date
  readonly draw: Draw
}
/** A channel of its server. */
export function placeIn({ peer }: SmallDiscord, channel: string, more: Partial<Place> = {}): Place {
  return { surface: 'discord', team: peer.guild.id, channel, thread: null, to: null, via: {}, ...more }
}

export type SmallOptions = {
  readonly server?: DiscordOptions
  readonly settings?: Partial<Settings>
  /** Beside those of the small newsroom. */
  readonly articles?: readonly Article[]
  /** Before the adapter is started. */
  readonly prepare?: (peer: DiscordPeer) => void
  /** Around the reception, for what a test wants to see or hold up. */
  readonly wrap?: (reception: OpenReception) => OpenReception
}

/** Started, and connected where the server lets it. */
export async function smallDiscord({ server = {}, settings = {}, articles = [], prepare, wrap }: SmallOptions = {}): Promise<SmallDiscord> {
  const peer = await openDiscordPeer(server)
  const newsroom = await smallNewsroom([...ARTICLES, ...articles])
  const log: string[] = []
  const inHand = new Set<Promise<void>>()
  const open: { surface: Surface; reception: OpenReception }[] = []
  prepare?.(peer)
  const again = async (more: Partial<Settings> = {}) => {
    const { now = () => new Date(), pace, draw, ...rest } = { ...settings, ...more }
    const drawing = draw === undefined ? {} : { draw }
    const host = { ...drawing, now, log: openLog({ level: 'debug', secrets: [peer.token], now, write: (line) => void log.push(line) }) }
    const room = { ...newsroom, health: () => open.map(({ surface }) => surface.health()) }
    const plain = openReception({ room, log: host.log, zone: 'UTC', now })
    const wrapped = wrap === undefined ? plain : wrap(plain)
    const reception: OpenReception = {
      ...wrapped,
      receive(said, by) {
        const received = wrapped.receive(said, by)
        inHand.add(received)
        return received.finally(() => inHand.delete(received))
      },
    }
    const surface = openDiscord(
      { token: peer.token, apiUrl: `${peer.apiUrl}/v10/`, guild: null, managers: [], readsThreads: false, ...rest },
      reception,
      host,
      { ...QUICK, ...pace },
    )
    open.push({ surface, reception })
    await surface.start()
    return { surface, reception }
  }
  const first = await again()
  return {
    peer,
    ...first,
    newsroom,
    log,
    again,
    async settled() {
      // There is one gateway, and it is in order.
      const { id } = peer.deliver.dm('help', { by: peer.people.manager })
      await peer.waitFor(() => peer.messages().some(({ replyTo }) => replyTo === id), 'the last answer')
      await Promise.all(inHand)
    },
    async close() {
      for (const { surface } of open) await surface.close()
      await peer.close()
      await newsroom.close()
    },
  }
}

/** Stories whose list fills several messages. */
export const MANY: readonly Article[] = Array.from({ length: 24 }, (_, n) => ({
  id: `ferry-${n}`,
  title: `Ferry ${n} of the harbour line is late again, and the passengers of Port Vell tell at length what they think of it`,
  headlined: true,
  publisher: 'The Harbor Times',
  authors: ['Mara Lind'],
  // Days apart, so that each is a story of its own.
  published: new Date(Date.UTC(2024, 4, 1) + n * 10 * 86_400_000).toISOString(),
  about: null,
  url: `https://harbor.example/ferry/${n}`,
  tags: [],
  body: `Ferry ${n} left Port Vell late. Its passengers were told nothing for ${n + 2} hours.`,
}))
