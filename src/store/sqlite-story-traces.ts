/** What clustering remembers of each article, in SQLite, and which articles share enough of it to be worth comparing. */
import type Database from 'better-sqlite3'
import { boundedLimit } from './bounds.ts'
import type { Guard, Transact } from './sqlite-segments.ts'
import type { StoryStore, TracedArticle } from './store.ts'

type TracedRow = {
  readonly id: string
  readonly story_id: string | null
  readonly title: string
  readonly headlined: number
  readonly trace: string
}
/** Postings of one key that are read: a key held by more within the days asked for says little. */
const MAX_POSTINGS = 64
/** Holders of one key that are counted: more would say no more of it. */
const MAX_HOLDERS = 256
/** Keys that two articles must share, unless one is a copy key. */
const MIN_SHARED = 2

export function sqliteStoryTraces(
  database: Database.Database,
  transact: Transact,
  guard: Guard,
): Pick<StoryStore, 'trace' | 'candidates' | 'holders' | 'traced' | 'untold'> {
  const statements = prepare(database)
  return {
    async trace(records) {
      transact('keep story traces in', () => {
        for (const { articleId, day, keys, copyKeys, trace } of records) {
          const seq = statements.seq.get(articleId)
          if (seq === undefined) continue
          const before = statements.keysOf.get(seq)
          if (before !== undefined) statements.dropKeys.run({ keys: before, seq })
          const all = [...new Set([...keys, ...copyKeys])]
          statements.keep.run(seq, JSON.stringify(all), trace)
          for (const key of all) statements.addKey.run(key, day, seq)
        }
      })
    },
    async candidates({ keys, minWeight, copyKeys, fromDay, toDay }, limit) {
      return guard(() => {
        const shared = new Map<number, { weight: number; keys: number }>()
        const count = (seq: number, weight: number, worth: number): void => {
          const known = shared.get(seq)
          if (known === undefined) shared.set(seq, { weight, keys: worth })
          else {
            known.weight += weight
            known.keys += worth
          }
        }
        if (fromDay !== null && toDay !== null)
          for (const { key, weight } of keys) for (const seq of statements.near.all(key, fromDay, toDay)) count(seq, weight, 1)
        for (const key of copyKeys) for (const seq of statements.anywhere.all(key)) count(seq, minWeight + 1, MIN_SHARED)
        return [...shared]
          .filter(([, found]) => found.keys >= MIN_SHARED && found.weight >= minWeight)
          .sort(([a, x], [b, y]) => y.weight - x.weight || a - b)
          .slice(0, boundedLimit(limit))
          .flatMap(([seq]) => statements.tracedBySeq.get(seq) ?? [])
          .map(tracedOf)
      })
    },
    async holders(keys, fromDay, toDay) {
      return guard(() => keys.map((key) => statements.held.get(key, fromDay, toDay) ?? 0))
    },
    async traced(articleIds) {
      return guard(() => articleIds.flatMap((id) => statements.tracedById.get(id) ?? []).map(tracedOf))
    },
    async untold(limit) {
      return guard(() => statements.untold.all(boundedLimit(limit)))
    },
  }
}

function tracedOf(row: TracedRow): TracedArticle {
  return { articleId: row.id, storyId: row.story_id, title: row.title, headlined: row.headlined === 1, trace: row.trace }
}

function prepare(database: Database.Database) {
  const traced = 'select a.id, a.story_id, a.title, a.headlined, t.trace from articles a join story_traces t on t.article = a.seq'
  return {
    seq: database.prepare<[string], number>('select seq from articles where id = ?').pluck(),
    keysOf: database.prepare<[number], string>('select keys from story_traces where article = ?').pluck(),
    dropKeys: database.prepare<[{ keys: string; seq: number }]>(
      'delete from story_keys where key in (select value from json_each(@keys)) and article = @seq',
    ),
    keep: database.prepare<[number, string, string]>(
      `insert into story_traces (article, keys, trace) values (?, ?, ?)
       on conflict (article) do update set keys = excluded.keys, trace = excluded.trace`,
    ),
    addKey: database.prepare<[number, number | null, number]>('insert into story_keys (key, day, article) values (?, ?, ?)'),
    near: database
      .prepare<[number, number, number], number>(
        `select article from story_keys where key = ? and day between ? and ? order by day desc, article desc limit ${MAX_POSTINGS}`,
      )
      .pluck(),
    held: database
      .prepare<[number, number, number], number>(
        `select count(*) from (select 1 from story_keys where key = ? and day between ? and ? limit ${MAX_HOLDERS})`,
      )
      .pluck(),
    anywhere: database
      .prepare<[number], number>(`select article from story_keys where key = ? order by day desc, article desc limit ${MAX_POSTINGS}`)
      .pluck(),
    tracedBySeq: database.prepare<[number], TracedRow>(`${traced} where a.seq = ?`),
    tracedById: database.prepare<[string], TracedRow>(`${traced} where a.id = ?`),
    untold: database.prepare<[number], string>('select id from articles where story_id is null order by seq limit ?').pluck(),
  }
}
