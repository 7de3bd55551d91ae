import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import type { Tables } from '../../src/store/schema.ts'

/** The types, spelled out so that the compiler keeps this list complete. */
const COLUMNS: { readonly [T in keyof Tables]: Readonly<Record<keyof Tables[T], string>> } = {
  articles: {
    seq: 'integer',
    id: 'text',
    version: 'integer',
    hash: 'text',
    title: 'text',
    headlined: 'integer',
    publisher: 'text',
    publisher_key: 'text',
    authors: 'text',
    published: 'text',
    about: 'text',
    published_ms: 'bigint',
    url: 'text',
    tags: 'text',
    story_id: 'text',
    segment_id: 'integer',
    generation: 'bigint',
  },
  article_texts: { article: 'integer', body: 'text', analysis: 'text' },
  article_versions: { article: 'integer', version: 'integer', hash: 'text', content: 'text' },
  article_authors: { article: 'integer', n: 'integer', author_key: 'text', author: 'text' },
  passages: { article: 'integer', n: 'integer', start_at: 'integer', end_at: 'integer' },
  entities: {
    id: 'integer',
    key: 'text',
    articles: 'integer',
    person: 'integer',
    organisation: 'integer',
    place: 'integer',
    product: 'integer',
    other: 'integer',
  },
  aliases: { entity: 'integer', alias: 'text', alias_key: 'text', articles: 'integer', named: 'integer' },
  mentions: { article: 'integer', n: 'integer', entity: 'integer' },
  stories: { id: 'text', title: 'text', first_ms: 'bigint', last_ms: 'bigint' },
  story_traces: { article: 'integer', keys: 'text', trace: 'text' },
  story_keys: { key: 'bigint', day: 'integer', article: 'integer' },
  segments: { id: 'integer', bytes: 'bytea' },
  tombstones: { segment: 'integer', article: 'integer' },
  settings: { name: 'text', value: 'text' },
  heard: {
    key: 'text',
    surface: 'text',
    owner: 'text',
    said: 'text',
    holder: 'text',
    held_until_ms: 'bigint',
    at_ms: 'bigint',
    tries: 'integer',
  },
  threads: { key: 'text', owner: 'text', conversation: 'text', muted: 'integer', at_ms: 'bigint' },
  presses: { token: 'text', owner: 'text', content: 'text', expires_ms: 'bigint' },
  preferences: { owner: 'text', name: 'text', value: 'text' },
  questions: { owner: 'text', n: 'integer', question: 'text', answered: 'integer', at_ms: 'bigint' },
  ratings: { owner: 'text', token: 'text', is_good: 'integer', question: 'text', at_ms: 'bigint' },
  installations: { id: 'text', sealed: 'text' },
  deliveries: {
    key: 'text',
    surface: 'text',
    lane: 'text',
    place: 'text',
    content: 'text',
    due_ms: 'bigint',
    expires_ms: 'bigint',
    state: 'text',
    next_try_ms: 'bigint',
    holder: 'text',
    held_until_ms: 'bigint',
    tries: 'integer',
    since_ms: 'bigint',
    refs: 'text',
    url: 'text',
    reason: 'text',
    settled_ms: 'bigint',
  },
  digests: {
    id: 'integer',
    surface: 'text',
    team: 'text',
    channel: 'text',
    place: 'text',
    owner: 'text',
    direct: 'text',
    spec: 'text',
    next_slot: 'text',
    next_ms: 'bigint',
    paused: 'integer',
    why: 'text',
    created_ms: 'bigint',
  },
  digest_runs: {
    digest: 'integer',
    slot: 'text',
    due_ms: 'bigint',
    state: 'text',
    reason: 'text',
    delivery: 'text',
    url: 'text',
    at_ms: 'bigint',
    stories: 'integer',
    generation: 'bigint',
  },
  digest_told: { digest: 'integer', slot: 'text', story_id: 'text', told: 'text' },
  watches: {
    id: 'integer',
    surface: 'text',
    team: 'text',
    channel: 'text',
    place: 'text',
    is_direct: 'integer',
    owner: 'text',
    direct: 'text',
    query: 'text',
    rule: 'text',
    paused: 'integer',
    why: 'text',
    snoozed_until_ms: 'bigint',
    less: 'text',
    created_ms: 'bigint',
  },
  alerts: {
    id: 'integer',
    watch: 'integer',
    story_id: 'text',
    at_ms: 'bigint',
    changed_ms: 'bigint',
    told: 'text',
    delivery: 'text',
    held_by: 'text',
    held_until_ms: 'bigint',
  },
  alert_articles: { alert: 'integer', n: 'integer', article: 'text' },
}

test('the migrations make exactly the tables that the types describe', async () => {
  const database = new Database(':memory:')
  await migrate(database, ':memory:', MIGRATIONS)
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' and name not glob 'kysely_*'")
    .pluck()
    .all() as string[]
  const found = Object.fromEntries(
    tables.map((table) => [
      table,
      Object.fromEntries(
        (database.pragma(`table_info(${table})`) as { name: string; type: string }[]).map((row) => [row.name, row.type.toLowerCase()]),
      ),
    ]),
  )
  expect(found).toEqual(COLUMNS)
  database.close()
})
