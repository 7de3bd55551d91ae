/** An open newsroom as the terminal works with it: answers, imports, and what is due there. */
import type { Desk } from '../adapters/terminal/host.ts'
import { terminalOutlet } from '../adapters/terminal/outlet.ts'
import type { Room } from '../commands/command.ts'
import type { OpenDelivery } from '../commands/delivery/delivery.ts'
import type { Newsroom } from './newsroom.ts'
import type { OpenedReadingRoom } from './reading-room.ts'
import type { WebConfig } from './settings/web.ts'
import { type FeedsSetting, terminalFeeds } from './terminal-feeds.ts'

/** What one turn prints may bring word with the next: that something before it was missed. */
const MAX_TURNS = 20

/** `web` null: there shall be no reading room. */
type Setting = FeedsSetting & { readonly zone: string; readonly web: WebConfig | null }

// What is heavy is imported where it is first used.
export function terminalDesk(newsroom: Newsroom, setting: Setting): Desk {
  const { log, zone, holder, now } = setting
  let opening: Promise<OpenDelivery> | null = null
  let print: Parameters<Desk['due']>[0] = async () => undefined
  let isPoked = false
  const delivery = (): Promise<OpenDelivery> => {
    opening ??= import('../commands/delivery/delivery.ts').then(({ openDelivery }) =>
      openDelivery({ room: newsroom, log, zone, holder, now, outlets: [terminalOutlet((answer) => print(answer), now)] }),
    )
    return opening
  }
  const live = terminalFeeds(newsroom, setting)
  let readingRoom: OpenedReadingRoom | null = null
  const room: Room = {
    ...newsroom,
    feeds: live.feeds,
    get readingRoom() {
      return readingRoom?.forRoom
    },
    delivery: {
      mayPost: async (place) => (await delivery()).mayPost(place),
      poke() {
        isPoked = true
      },
      async postNow(digest) {
        const stories = await (await delivery()).postNow(digest)
        isPoked = true
        return stories
      },
      trouble: () => null,
    },
  }
  return {
    respond: async (invocation) => (await import('../commands/respond.ts')).respond(invocation, room, log),
    search: (query, asked, limit) => newsroom.search(query, asked, limit),
    importFile: async (file, options) => (await import('./import-file.ts')).importFile(newsroom, file, options),
    async *articles() {
      for await (const { article } of newsroom.store.everything()) yield article
    },
    isDue: () => isPoked,
    async due(to) {
      isPoked = false
      let printed = 0
      print = async (answer) => {
        await to(answer)
        printed++
      }
      const opened = await delivery()
      for (let n = 0, before = -1; n < MAX_TURNS && printed > before; n++) {
        before = printed
        await opened.tick()
        await opened.idle()
      }
      return printed
    },
    isFeedDue: live.isDue,
    keepUp: live.keepUp,
    intake: live.intake,
    async openReadingRoom() {
      readingRoom ??= await readingRoomOf(room, setting)
      return readingRoom?.forRoom.address ?? null
    },
    async close() {
      await readingRoom?.close()
      await (await opening)?.close()
      await live.close()
      await newsroom.close()
    },
  }
}

async function readingRoomOf(room: Room, { web, version, zone, log, now }: Setting): Promise<OpenedReadingRoom | null> {
  if (web === null) return null
  const [{ openMetrics }, { openReadingRoom }] = await Promise.all([import('./metrics.ts'), import('./reading-room.ts')])
  const metrics = openMetrics({ store: room.store, version, log, now, health: () => [] })
  return await openReadingRoom({ room: { ...room, meter: metrics.meter }, config: web, metrics, version, zone, log, now })
}
