/** Feeds at the terminal: looked at and fetched when somebody says so, and by themselves while somebody talks. */
import type { Desk } from '../adapters/terminal/host.ts'
import type { Room } from '../commands/command.ts'
import type { FeedDesk, FeedSetting } from './feed-desk.ts'
import type { Newsroom } from './newsroom.ts'

export type FeedsSetting = Omit<FeedSetting, 'isKeptUp' | 'readsFiles'>
export type TerminalFeeds = {
  readonly feeds: NonNullable<Room['feeds']>
  readonly isDue: Desk['isFeedDue']
  readonly keepUp: Desk['keepUp']
  readonly intake: Desk['intake']
  close(): Promise<void>
}

/** Between two looks for feeds that are due, where somebody talks. */
const TURN_MS = 1_000

// The clients of the web are loaded only where there is something to fetch.
export function terminalFeeds(newsroom: Newsroom, setting: FeedsSetting): TerminalFeeds {
  const { log, now } = setting
  const { feeds } = newsroom.store
  let opening: Promise<FeedDesk> | null = null
  let isPoked = false
  let keeping: NodeJS.Timeout | null = null
  const live = (): Promise<FeedDesk> => {
    opening ??= import('./feed-desk.ts').then(({ openFeedDesk }) =>
      openFeedDesk(newsroom, { ...setting, isKeptUp: false, readsFiles: true }),
    )
    return opening
  }
  const turn = async (): Promise<void> => {
    await newsroom.follow()
    const nextMs = await feeds.nextDueMs()
    if (nextMs !== null && nextMs <= now().getTime()) await (await live()).intake.tick()
  }
  return {
    feeds: {
      look: async (url) => (await live()).feeds.look(url),
      outline: async (where) => (await live()).feeds.outline(where),
      poke() {
        isPoked = true
      },
      get isKeptUp() {
        return keeping !== null
      },
      trouble: () => null,
    },
    isDue: () => isPoked && keeping === null,
    keepUp() {
      keeping ??= setInterval(() => void turn().catch((error: unknown) => log.error('feeds were not read', { error })), TURN_MS)
    },
    async intake(options) {
      isPoked = false
      const { keepUp } = await import('./intake/live/keep-up.ts')
      await keepUp((await live()).intake, feeds, { ...options, now })
    },
    async close() {
      if (keeping !== null) clearInterval(keeping)
      await (await opening)?.close()
    },
  }
}
