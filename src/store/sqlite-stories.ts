/** Stories in SQLite: which articles belong together. */
import type Database from 'better-sqlite3'
import { boundedLimit } from './bounds.ts'
import type { Tables } from './schema.ts'
import type { Guard, Transact } from './sqlite-segments.ts'
import { sqliteStoryTraces } from './sqlite-story-traces.ts'
import type { StoryRecord, StoryStore } from './store.ts'

export function sqliteStories(database: Database.Database, transact: Transact, guard: Guard): StoryStore {
  const statements = prepare(database)
  const recordOf = (row: Tables['stories']): StoryRecord => ({
    id: row.id,
    title: row.title,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    articleIds: statements.members.all(row.id),
  })
  return {
    async put(stories) {
      transact('keep stories in', () => {
        // Only a story that an article left can have become empty.
        const left = new Set<string>()
        for (const story of stories) {
          const articleIds = JSON.stringify(story.articleIds)
          for (const id of statements.idsOf.all(articleIds)) left.add(id.story_id)
          left.add(story.id)
          statements.upsert.run(story.id, story.title, story.firstMs, story.lastMs)
          statements.release.run(story.id, articleIds)
          statements.join.run({ id: story.id, articleIds })
        }
        for (const id of left) statements.forgetEmpty.run(id)
      })
    },
    async byId(ids) {
      return guard(() =>
        ids.flatMap((id) => {
          const row = statements.byId.get(id)
          return row === undefined ? [] : [recordOf(row)]
        }),
      )
    },
    async ofArticles(articleIds) {
      return guard(() => statements.ofArticles.all(JSON.stringify(articleIds)).map(recordOf))
    },
    async latest(limit) {
      return guard(() => statements.latest.all(boundedLimit(limit)).map(recordOf))
    },
    async idsOf(articleIds) {
      return guard(() => new Map(statements.idsOf.all(JSON.stringify(articleIds)).map((row) => [row.id, row.story_id])))
    },
    ...sqliteStoryTraces(database, transact, guard),
  }
}

function prepare(database: Database.Database) {
  const newestFirst = 'order by last_ms desc nulls last, id'
  return {
    upsert: database.prepare<[string, string, number | null, number | null]>(
      `insert into stories (id, title, first_ms, last_ms) values (?, ?, ?, ?)
       on conflict (id) do update set title = excluded.title, first_ms = excluded.first_ms, last_ms = excluded.last_ms`,
    ),
    release: database.prepare<[string, string]>(
      'update articles set story_id = null where story_id = ? and id not in (select value from json_each(?))',
    ),
    // Only those that move: a large story is put again with every article that joins it.
    join: database.prepare<[{ id: string; articleIds: string }]>(
      'update articles set story_id = @id where id in (select value from json_each(@articleIds)) and story_id is not @id',
    ),
    idsOf: database.prepare<[string], { id: string; story_id: string }>(
      'select id, story_id from articles where story_id is not null and id in (select value from json_each(?))',
    ),
    forgetEmpty: database.prepare<[string]>(
      'delete from stories where id = ? and not exists (select 1 from articles where articles.story_id = stories.id)',
    ),
    members: database.prepare<[string], string>('select id from articles where story_id = ? order by seq').pluck(),
    byId: database.prepare<[string], Tables['stories']>('select * from stories where id = ?'),
    ofArticles: database.prepare<[string], Tables['stories']>(
      `select * from stories where id in (select story_id from articles where story_id is not null and id in (select value from json_each(?))) ${newestFirst}`,
    ),
    latest: database.prepare<[number], Tables['stories']>(`select * from stories ${newestFirst} limit ?`),
  }
}
