/** An open newsroom as the terminal works with it: answers, imports, and what is due there. */
import type { Desk } from '../adapters/terminal/host.ts'
import { terminalOutlet } from '../adapters/terminal/outlet.ts'
import type { Room } from '../commands/command.ts'
import type { OpenDelivery } from '../commands/delivery/delivery.ts'
import type { Holder } from './holder.ts'
import type { Log } from './log.ts'
import type { Newsroom } from './newsroom.ts'

/** What one turn prints may bring word with the next: that something before it was missed. */
const MAX_TURNS = 20

type Setting = { readonly log: Log; readonly zone: string; readonly holder: Holder; now(): Date }

// What is heavy is imported where it is first used.
export function terminalDesk(newsroom: Newsroom, { log, zone, holder, now }: Setting): Desk {
  let opening: Promise<OpenDelivery> | null = null
  let print: Parameters<Desk['due']>[0] = async () => undefined
  let isPoked = false
  const delivery = (): Promise<OpenDelivery> => {
    opening ??= import('../commands/delivery/delivery.ts').then(({ openDelivery }) =>
      openDelivery({ room: newsroom, log, zone, holder, now, outlets: [terminalOutlet((answer) => print(answer), now)] }),
    )
    return opening
  }
  const room: Room = {
    ...newsroom,
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
    async close() {
      await (await opening)?.close()
      await newsroom.close()
    },
  }
}
