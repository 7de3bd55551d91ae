/** `feeds` on the real store in memory, over an invented web. */
import { beforeEach, expect, onTestFinished } from 'vitest'
import { render } from '../../adapters/terminal/render.ts'
import type { Outcome, Reader, Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import { openLog } from '../../src/log.ts'
import type { FeedRecord, NewFeed } from '../../src/store/feed-store.ts'
import { inventedFeeds } from '../invented-feeds.ts'
import { inventedNewsroom } from '../invented-newsroom.ts'

export const NOW = new Date('2024-06-16T12:00:00Z')
export const NOW_MS = NOW.getTime()
export const HOUR_MS = 3_600_000
export const log = openLog({ level: 'warn', secrets: [], now: () => NOW, write: (line) => void expect(line).toBe('') })
const place = { surface: 'slack', team: 'T1', thread: null, to: null, via: {} }
const person = (user: string, isManager: boolean): Reader => ({
  surface: 'slack',
  owner: `slack:T1:${user}`,
  isManager,
  places: { here: { ...place, channel: 'C1' }, direct: { ...place, channel: user, via: { direct: 'yes' } } },
})
export const boss = person('U1', true)
export const reader = person('U2', false)

export type FeedsRig = {
  room: Room
  /** By a manager; null: at the terminal. */
  say(line: string, who?: Reader | null): Promise<Outcome>
  /** What is shown of it, in one line. */
  told(line: string, who?: Reader | null): Promise<string>
  /** Adds the feed of The Harbor Times. */
  harbor(): Promise<FeedRecord>
  /** Adds one without looking at it. */
  put(name: string, more?: Partial<NewFeed>): Promise<FeedRecord | null>
}

/** A new one for each test. */
export function feedsRig(): FeedsRig {
  const rig: FeedsRig = {
    room: {} as Room,
    async say(line, who = boss) {
      const understood = readLine(line, { now: NOW, zone: 'Europe/Paris' }, COMMANDS)
      if (!understood.ok) throw new Error(understood.problem)
      return await respond({ ...understood.invocation, reader: who ?? undefined }, rig.room, log)
    },
    async told(line, who = boss) {
      return render((await rig.say(line, who)).answer, { colour: false, width: null }).replace(/\s+/g, ' ')
    },
    async harbor() {
      await rig.say('feeds add https://harbor.example/feed.xml')
      return (await rig.room.store.feeds.byId(1)) as FeedRecord
    },
    put(name, more) {
      const nobody = { surface: 'slack', owner: null, direct: null }
      const feed = { url: `https://a.example/${name}`, title: name, site: null, publisher: name, language: null, ...nobody, nowMs: NOW_MS }
      return rig.room.store.feeds.add({ ...feed, ...more })
    },
  }
  beforeEach(async () => {
    const newsroom = await inventedNewsroom()
    onTestFinished(() => newsroom.close())
    rig.room = { ...newsroom, feeds: inventedFeeds({}) }
  })
  return rig
}
