/**
 * The reading room as it really is, over articles in memory: what a browser is led through, and what is drawn for docs/. Its clock stands where it is told to; a
 * manager's day has gone by in it: feeds that are well and not, digests with a history, watches, questions without answers.
 */
import { join } from 'node:path'
import type { Place, Reader, Room } from '../../commands/command.ts'
import { readLine } from '../../commands/read.ts'
import { COMMANDS, respond } from '../../commands/respond.ts'
import type { Article } from '../../src/article.ts'
import { openLog } from '../../src/log.ts'
import { openMetrics } from '../../src/metrics.ts'
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts'
import { openReadingRoom } from '../../src/reading-room.ts'
import { loadSeeds } from '../../src/seeds.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import { freePort } from '../program.ts'

export const SEEDS = join(import.meta.dirname, '../../seeds/articles')
export const REAL_TOKEN = 'a-token-that-nobody-guesses'
const ZONE = 'Europe/Paris'
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export type RealRoom = {
  readonly origin: string
  readonly newsroom: Newsroom
  /** The address that the bot would send to this manager. */
  signInLink(): Promise<string>
  /** What was logged, from warnings up. */
  readonly logged: readonly string[]
  close(): Promise<void>
}

/** `articles`: null for the seeds. */
export async function openRealRoom(articles: readonly Article[] | null, now: Date): Promise<RealRoom> {
  const newsroom = await openNewsroom(await openSqliteStore(':memory:'))
  if (articles === null) await loadSeeds(newsroom, SEEDS, () => undefined)
  else for (let at = 0; at < articles.length; at += 200) await newsroom.add(articles.slice(at, at + 200))
  const logged: string[] = []
  const log = openLog({ level: 'warn', secrets: [], now: () => now, write: (line) => void logged.push(line) })
  const room: Room = {
    ...newsroom,
    delivery: { mayPost: async () => ({ ok: true }), poke: () => undefined, postNow: async () => 0, trouble: () => null },
    health: () => [
      { surface: 'slack', state: 'connected', problem: null, sinceMs: now.getTime() - DAY_MS, lastEventMs: now.getTime(), lastError: null },
      {
        surface: 'discord',
        state: 'down',
        problem: 'It refuses the bot token. Make a new one, put it into DISCORD_TOKEN and restart.',
        sinceMs: now.getTime() - MINUTE_MS,
        lastEventMs: null,
        lastError: { atMs: now.getTime() - MINUTE_MS, message: '401: Unauthorized' },
      },
    ],
  }
  const open = await openReadingRoom({
    room,
    config: {
      host: '127.0.0.1',
      port: await freePort(),
      publicUrl: null,
      token: REAL_TOKEN,
      limit: 100_000,
      proxies: 0,
      origins: [],
    },
    metrics: openMetrics({ store: newsroom.store, version: '9.9.9', log, now: () => now, health: () => [] }),
    version: '9.9.9',
    zone: ZONE,
    log,
    now: () => now,
  })
  return {
    origin: open.address,
    newsroom,
    logged,
    signInLink: () => open.forRoom.signIn({ surface: 'slack', owner: 'slack:T1:U1', team: 'T1', direct: DIRECT }, now),
    async close() {
      await open.close()
      await newsroom.close()
    },
  }
}

const place = (channel: string, more: Partial<Place> = {}): Place => ({
  surface: 'slack',
  team: 'T1',
  channel,
  thread: null,
  to: null,
  via: {},
  ...more,
})
const DIRECT = place('D1', { via: { user: 'U1', direct: 'yes' } })
const BOSS: Reader = {
  surface: 'slack',
  owner: 'slack:T1:U1',
  isManager: true,
  places: { here: place('C0NEWS'), direct: DIRECT },
}

/** `about`: what digests and watches are set on. */
export async function liveThroughADay({ newsroom }: RealRoom, about: readonly [string, string], now: Date): Promise<void> {
  const log = openLog({ level: 'error', secrets: [], now: () => now, write: (line) => void process.stderr.write(line) })
  const say = async (line: string): Promise<void> => {
    const understood = readLine(`/${line}`, { now, zone: ZONE }, COMMANDS)
    if (!understood.ok) throw new Error(`${line}: ${understood.problem}`)
    const room: Room = {
      ...newsroom,
      delivery: { mayPost: async () => ({ ok: true }), poke: () => undefined, postNow: async () => 0, trouble: () => null },
    }
    const { kind, answer } = await respond({ ...understood.invocation, reader: BOSS }, room, log)
    if (kind !== 'answered') throw new Error(`${line}: ${JSON.stringify(answer.blocks)}`)
  }
  await say(`digest set daily 08:00 ${ZONE}`)
  await say(`digest set Mon-Fri 17:30 ${ZONE} topic:${about[0]}`)
  await say('digest pause 2')
  await say(`watch add ${about[0]} in:channel`)
  await say(`watch add ${about[1]}`)
  await pastOf(newsroom, about, now.getTime())
}

async function pastOf({ store }: Newsroom, about: readonly [string, string], nowMs: number): Promise<void> {
  const direct = JSON.stringify(DIRECT)
  const add = (name: string, publisher: string) =>
    store.feeds.add({
      url: `https://${name}.example/feed.xml`,
      title: publisher,
      site: `https://${name}.example/`,
      publisher,
      language: 'en',
      surface: 'slack',
      owner: BOSS.owner,
      direct,
      nowMs: nowMs - 30 * DAY_MS,
    })
  const feeds = [
    await add('harbor', 'The Harbor Times'),
    await add('coast', 'Coastline Post'),
    await add('gazette', 'The Old Gazette'),
    await add('tidings', 'Tidings'),
  ]
  const [well, failing, paused] = feeds.map((feed) => feed?.id ?? 0) as [number, number, number, number]
  const read = { succeededMs: nowMs - 12 * MINUTE_MS, newsMs: nowMs - 90 * MINUTE_MS, triedMs: nowMs - 12 * MINUTE_MS, fails: 0 }
  await store.feeds.change(well, { ...read, nextMs: nowMs + 18 * MINUTE_MS })
  await store.feeds.change(failing, {
    ...read,
    succeededMs: nowMs - 2 * DAY_MS,
    newsMs: nowMs - 3 * DAY_MS,
    fails: 9,
    failingSinceMs: nowMs - 2 * DAY_MS,
    error: 'coast.example answered 503: its server is busy or down.',
    nextMs: nowMs + 240 * MINUTE_MS,
  })
  await store.feeds.change(paused, { ...read, isPaused: true, why: 'paused by slack:T1:U1', nextMs: nowMs })
  await store.digests.plan({
    digest: 1,
    fromMs: null,
    next: null,
    runs: [
      {
        slot: `now:${new Date(nowMs - DAY_MS).toISOString()}`,
        dueMs: nowMs - DAY_MS,
        state: 'missed',
        reason: 'Newsdesk was not running from 07:10 to 12:30.',
        delivery: null,
        atMs: nowMs - DAY_MS + 270 * MINUTE_MS,
        stories: 0,
        generation: 1,
      },
    ],
    told: [],
    deliveries: [],
  })
  const asked = ['Who won the lottery in Port Vell?', `What will ${about[1]} cost in 2031?`, 'how do i get my money back']
  for (const [n, question] of asked.entries())
    await store.chat.addQuestion(BOSS.owner, { question, answered: false, atMs: nowMs - (n + 1) * 50 * MINUTE_MS })
  await store.chat.rate({ token: 'a', owner: BOSS.owner, isGood: true, question: `What of ${about[0]}?`, atMs: nowMs - DAY_MS })
  await store.chat.rate({ token: 'b', owner: BOSS.owner, isGood: false, question: asked[0] as string, atMs: nowMs - 2 * DAY_MS })
}
