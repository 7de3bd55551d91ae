/** A newsroom with watches on the real store, a clock to set, and an outbox to look into. */
import { onTestFinished } from 'vitest'
import type { Message, Place } from '../../commands/command.ts'
import { openAlertPlanner } from '../../commands/delivery/alerts.ts'
import type { Content } from '../../commands/delivery/content.ts'
import type { Answer } from '../../src/answer.ts'
import type { Article } from '../../src/article.ts'
import { openLog } from '../../src/log.ts'
import { openNewsroom } from '../../src/newsroom.ts'
import { compileRule } from '../../src/rule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import { openSqliteStore } from '../../src/store/sqlite.ts'
import type { NewWatch, WatchRecord } from '../../src/store/watch-store.ts'

export const START_MS = Date.parse('2026-11-20T12:00:00Z')
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
export const OWNER = 'chat:U1'
export const CHANNEL: Place = { surface: 'chat', team: 'T', channel: 'C1', thread: null, to: null, via: {} }
export const DIRECT: Place = { ...CHANNEL, channel: 'D1' }

/** Made-up events that have nothing in common but their company, told at such length that they are not taken for one story. */
const EVENTS = [
  [
    'opens a ferry terminal in',
    'The terminal has four berths and a hall of glass. Passengers to the islands will no longer queue in the rain.',
  ],
  ['sues a rival over patents in', 'Judges will hear the dispute about turbine blades. Lawyers want damages and an injunction.'],
  ['hires a new finance chief from', 'The accountant had worked for a brewery until then. Barrels and hops were on the books there.'],
  ['recalls defective boilers sold in', 'A valve can burst when the water is too hot. Plumbers exchange the part free of charge.'],
  ['sponsors the chess championship of', 'Grandmasters will play for a golden cup. Pawns and bishops are carved of walnut.'],
  ['buys farmland for solar panels outside', 'Sheep will graze between the rows of modules. Lambs keep the grass short.'],
  ['strikes end after ten days at', 'Welders and painters won longer holidays. Wages were the lesser quarrel at the yard.'],
  ['loses a satellite above', 'The antenna did not unfold in orbit. Engineers tried radio commands through the night.'],
  ['prints banknotes for', 'A watermark shows a heron and reeds. Forgers had copied the series before.'],
  ['closes its museum of clocks in', 'Pendulums and sundials go to a school. Visitors liked the cuckoos most.'],
  ['trains guide dogs in', 'Puppies learn to wait at kerbs. Labradors serve the blind for eight years.'],
  ['finds amber while drilling near', 'Geologists date the resin to the Eocene. Fossil insects lie inside the honey stones.'],
] as const
const TOWNS = ['Kastrup', 'Marstal', 'Odense', 'Visby', 'Turku', 'Bergen', 'Tartu', 'Narvik', 'Malmo', 'Aarhus', 'Gdansk', 'Riga']

export function story(n: number, company = 'Veltrona', more: Partial<Article> = {}): Article {
  const [event, detail] = EVENTS[n % EVENTS.length] as (typeof EVENTS)[number]
  const town = TOWNS[n % TOWNS.length]
  const title = `${company} ${event} ${town}`
  return {
    id: `${company}-${n}`,
    title,
    headlined: true,
    publisher: 'Harbor Global',
    authors: [],
    published: new Date(START_MS - HOUR_MS).toISOString(),
    about: null,
    url: null,
    tags: [],
    body: `${company} ${event} ${town}, the firm said on Friday. ${detail}`,
    ...more,
  }
}

/** Everything that an answer says. */
export function words({ blocks }: Answer): string {
  return blocks
    .flatMap((block) => {
      switch (block.type) {
        case 'paragraph':
          return block.spans.map((span) => ('text' in span ? span.text : ''))
        case 'notice':
          return [block.text]
        case 'list':
          return block.items.flat().map((span) => ('text' in span ? span.text : ''))
        case 'quote':
          return [block.lead ?? '', block.text]
        default:
          return []
      }
    })
    .join(' ')
}

export async function alertRig(file = ':memory:', zone = 'UTC') {
  const store = await openSqliteStore(file)
  onTestFinished(() => store.close())
  const room = await openNewsroom(store)
  const clock = { ms: START_MS }
  const logged: string[] = []
  const log = openLog({ level: 'warn', secrets: [], now: () => new Date(clock.ms), write: (line) => void logged.push(line) })
  const desk = { room, log, zone, now: () => new Date(clock.ms) }
  const planner = openAlertPlanner(desk)
  const take = async (): Promise<readonly NewDelivery[]> => {
    const all: NewDelivery[] = []
    // One of each lane at a time.
    for (let turn = 0; turn < 50; turn++) {
      const taken = await store.deliveries.take('chat', { nowMs: clock.ms, leaseMs: 1_000, holder: 'p' }, 100)
      if (taken.length === 0) break
      for (const { key } of taken) {
        await store.deliveries.stands(key, 'p', { ref: `ref-${key}`, url: null })
        await store.deliveries.settle(key, 'p', { state: 'posted', reason: null, atMs: clock.ms })
      }
      all.push(...taken)
    }
    return all
  }
  return {
    store,
    room,
    desk,
    clock,
    logged,
    planner,
    plan: () => planner.plan(),
    /** What waits in the outbox, posted. */
    take,
    async posted(): Promise<
      readonly { readonly key: string; readonly content: Content; readonly answer: Answer; readonly message: Message }[]
    > {
      return (await take()).map(({ key, content: json }) => {
        const content = JSON.parse(json) as Content
        const message = content.kind === 'post' ? (content.messages[0] as Message) : content.message
        return { key, content, answer: message.answer, message }
      })
    },
    async watch(query: string, more: Partial<NewWatch> = {}): Promise<WatchRecord> {
      const compiled = await compileRule(room, query, { now: desk.now(), zone })
      if (!compiled.ok) throw new Error(compiled.problem)
      const place = more.isDirect === false ? CHANNEL : DIRECT
      const { surface, team, channel } = place
      const base = { surface, team, channel, place: JSON.stringify(place), isDirect: true, owner: OWNER, direct: JSON.stringify(DIRECT) }
      const added = await store.watches.add({ ...base, query, rule: compiled.rule.key, createdMs: clock.ms, ...more }, 50)
      if (added.kind !== 'added') throw new Error(added.kind)
      return added.watch
    },
  }
}
