/** Live news put together: the way out to the web, the workshop, the intake over them, and what commands see of it. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Room } from '../commands/command.ts'
import { feedWord } from '../commands/feeds/word.ts'
import { delay } from './delay.ts'
import type { Holder } from './holder.ts'
import type { Fetcher } from './intake/fetch/fetcher.ts'
import { openFetcher } from './intake/fetch/polite.ts'
import { openTransport } from './intake/fetch/transport.ts'
import { userAgentOf } from './intake/fetch/user-agent.ts'
import { type Intake, openIntake } from './intake/live/intake.ts'
import { outlineAt } from './intake/live/outline-at.ts'
import { openWorkshop } from './intake/open-workshop.ts'
import type { Log } from './log.ts'
import type { Meter } from './meter.ts'
import type { Newsroom } from './newsroom.ts'
import type { FeedConfig } from './settings/feeds.ts'

const STARTER = fileURLToPath(new URL('../seeds/feeds.opml', import.meta.url))

export type FeedDesk = {
  readonly intake: Intake
  readonly feeds: NonNullable<Room['feeds']>
  close(): Promise<void>
}
export type FeedSetting = {
  readonly config: FeedConfig
  readonly version: string
  readonly log: Log
  readonly holder: Holder
  now(): Date
  /** Goes on fetching by itself. */
  readonly isKeptUp: boolean
  readonly meter?: Meter | undefined
  /** Who asks may name files. */
  readonly readsFiles: boolean
}

export function openFeedDesk(
  newsroom: Newsroom,
  { config, version, log, holder, now, isKeptUp, readsFiles, meter }: FeedSetting,
): FeedDesk {
  const fetcher: Fetcher = openFetcher({
    transport: openTransport({ allowPrivate: config.privateHosts }),
    clock: { now, wait: delay },
    userAgent: userAgentOf(version, config.contact),
  })
  const workshop = openWorkshop()
  const intake = openIntake(
    { newsroom, fetcher, workshop, log, holder, now, random: Math.random, minIntervalMs: config.minIntervalMs, meter, word: feedWord },
    config.retention,
  )
  const files = { starter: STARTER, read: (file: string) => readFile(file), mayName: readsFiles }
  return {
    intake,
    feeds: {
      look: (url) => intake.look(url),
      outline: (where) => outlineAt(where, async () => fetcher, files),
      poke: () => {
        if (isKeptUp) setImmediate(() => void intake.tick())
      },
      isKeptUp,
      trouble: intake.trouble,
    },
    async close() {
      await intake.close()
      await Promise.all([fetcher.close(), workshop.close()])
    },
  }
}
