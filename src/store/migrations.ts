/** The schema's history (types alone come from Kysely, which is loaded where something is pending): append-only, names never change, each runs once. One list for SQLite and PostgreSQL, by Kysely's schema builder. */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createDelivery } from './migrations-delivery.ts'
import { createFeeds } from './migrations-feeds.ts'
import { createPasses } from './migrations-passes.ts'
import { createWatches } from './migrations-watches.ts'

/** Names sort in the order in which they run. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-articles': { up: createArticles },
  '0002-entities': { up: createEntities },
  '0003-settings': { up: createSettings },
  '0004-story-traces': { up: createStoryTraces },
  '0005-chat': { up: createChat },
  '0006-delivery': { up: createDelivery },
  '0008-watches': { up: createWatches },
  '0009-feeds': { up: createFeeds },
  '0010-passes': { up: createPasses },
}

type Column = ColumnDefinitionBuilder
const required = (column: Column): Column => column.notNull()
const key = (column: Column): Column => column.primaryKey()
const optional = (column: Column): Column => column
const ofArticle = (column: Column): Column => column.notNull().references('articles.seq').onDelete('cascade')
const ofEntity = (column: Column): Column => column.notNull().references('entities.id').onDelete('cascade')

async function createArticles(db: Kysely<unknown>): Promise<void> {
  await createSegmentsAndStories(db)
  await db.schema
    .createTable('articles')
    .addColumn('seq', 'integer', key)
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('version', 'integer', required)
    .addColumn('hash', 'text', required)
    .addColumn('title', 'text', required)
    .addColumn('headlined', 'integer', required)
    .addColumn('publisher', 'text', required)
    .addColumn('publisher_key', 'text', required)
    .addColumn('authors', 'text', required)
    .addColumn('published', 'text', optional)
    .addColumn('about', 'text', optional)
    .addColumn('published_ms', 'bigint', optional)
    .addColumn('url', 'text', optional)
    .addColumn('tags', 'text', required)
    .addColumn('story_id', 'text', (column) => column.references('stories.id').onDelete('set null'))
    .addColumn('segment_id', 'integer', (column) => column.references('segments.id').onDelete('set null'))
    .addColumn('generation', 'bigint', required)
    .execute()
  await db.schema.createIndex('articles_by_time').on('articles').column('published_ms').execute()
  await db.schema.createIndex('articles_by_publisher').on('articles').columns(['publisher_key', 'publisher', 'published_ms']).execute()
  await db.schema.createIndex('articles_by_segment').on('articles').column('segment_id').execute()
  await db.schema.createIndex('articles_by_story').on('articles').column('story_id').where('story_id', 'is not', null).execute()
  await createArticleParts(db)
}

/** What hangs on an article. */
async function createArticleParts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('article_texts')
    .addColumn('article', 'integer', (column) => column.primaryKey().references('articles.seq').onDelete('cascade'))
    .addColumn('body', 'text', required)
    .addColumn('analysis', 'text', required)
    .execute()
  await db.schema
    .createTable('article_versions')
    .addColumn('article', 'integer', ofArticle)
    .addColumn('version', 'integer', required)
    .addColumn('hash', 'text', required)
    .addColumn('content', 'text', required)
    .addPrimaryKeyConstraint('article_versions_pk', ['article', 'version'])
    .execute()
  await db.schema
    .createTable('article_authors')
    .addColumn('article', 'integer', ofArticle)
    .addColumn('n', 'integer', required)
    .addColumn('author_key', 'text', required)
    .addColumn('author', 'text', required)
    .addPrimaryKeyConstraint('article_authors_pk', ['article', 'n'])
    .execute()
  await db.schema.createIndex('article_authors_by_key').on('article_authors').columns(['author_key', 'author', 'article']).execute()
  await db.schema
    .createTable('passages')
    .addColumn('article', 'integer', ofArticle)
    .addColumn('n', 'integer', required)
    .addColumn('start_at', 'integer', required)
    .addColumn('end_at', 'integer', required)
    .addPrimaryKeyConstraint('passages_pk', ['article', 'n'])
    .execute()
  await db.schema
    .createTable('tombstones')
    .addColumn('segment', 'integer', (column) => column.notNull().references('segments.id').onDelete('cascade'))
    .addColumn('article', 'integer', ofArticle)
    .addPrimaryKeyConstraint('tombstones_pk', ['segment', 'article'])
    .execute()
}

async function createSegmentsAndStories(db: Kysely<unknown>): Promise<void> {
  // PostgreSQL's name for bytes; SQLite keeps a blob as it is under any name.
  await db.schema.createTable('segments').addColumn('id', 'integer', key).addColumn('bytes', 'bytea', required).execute()
  await db.schema
    .createTable('stories')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('title', 'text', required)
    .addColumn('first_ms', 'bigint', optional)
    .addColumn('last_ms', 'bigint', optional)
    .execute()
  await db.schema.createIndex('stories_by_time').on('stories').column('last_ms').execute()
}

async function createEntities(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('entities')
    .addColumn('id', 'integer', key)
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('articles', 'integer', required)
    .addColumn('person', 'integer', required)
    .addColumn('organisation', 'integer', required)
    .addColumn('place', 'integer', required)
    .addColumn('product', 'integer', required)
    .addColumn('other', 'integer', required)
    .execute()
  await db.schema
    .createTable('aliases')
    .addColumn('entity', 'integer', ofEntity)
    .addColumn('alias', 'text', required)
    .addColumn('alias_key', 'text', required)
    .addColumn('articles', 'integer', required)
    .addColumn('named', 'integer', required)
    .addPrimaryKeyConstraint('aliases_pk', ['entity', 'alias'])
    .execute()
  await db.schema.createIndex('aliases_by_key').on('aliases').column('alias_key').execute()
  await db.schema
    .createTable('mentions')
    .addColumn('article', 'integer', ofArticle)
    .addColumn('n', 'integer', required)
    .addColumn('entity', 'integer', ofEntity)
    .addPrimaryKeyConstraint('mentions_pk', ['article', 'n'])
    .execute()
  await db.schema.createIndex('mentions_by_entity').on('mentions').columns(['entity', 'article']).execute()
}

async function createSettings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('settings')
    .addColumn('name', 'text', (column) => column.notNull().primaryKey())
    .addColumn('value', 'text', required)
    .execute()
}

async function createStoryTraces(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('story_traces')
    .addColumn('article', 'integer', (column) => column.primaryKey().references('articles.seq').onDelete('cascade'))
    .addColumn('keys', 'text', required)
    .addColumn('trace', 'text', required)
    .execute()
  // Many small rows, written with every article: the trace beside them has the reference to it.
  await db.schema
    .createTable('story_keys')
    .addColumn('key', 'bigint', required)
    .addColumn('day', 'integer', optional)
    .addColumn('article', 'integer', required)
    .execute()
  await db.schema.createIndex('story_keys_by_day').on('story_keys').columns(['key', 'day', 'article']).execute()
  await db.schema.createIndex('articles_untold').on('articles').columns(['story_id', 'seq']).where('story_id', 'is', null).execute()
}

/** What chat surfaces remember. */
async function createChat(db: Kysely<unknown>): Promise<void> {
  await createHeard(db)
  await db.schema
    .createTable('threads')
    .addColumn('key', 'text', (column) => column.notNull().primaryKey())
    .addColumn('owner', 'text', required)
    .addColumn('conversation', 'text', optional)
    .addColumn('muted', 'integer', required)
    .addColumn('at_ms', 'bigint', required)
    .execute()
  await db.schema.createIndex('threads_by_owner').on('threads').column('owner').execute()
  await db.schema.createIndex('threads_by_time').on('threads').column('at_ms').execute()
  await db.schema
    .createTable('presses')
    .addColumn('token', 'text', (column) => column.notNull().primaryKey())
    .addColumn('owner', 'text', required)
    .addColumn('content', 'text', required)
    .addColumn('expires_ms', 'bigint', required)
    .execute()
  await db.schema.createIndex('presses_by_owner').on('presses').column('owner').execute()
  await db.schema.createIndex('presses_by_time').on('presses').column('expires_ms').execute()
  await createOfReaders(db)
  await db.schema
    .createTable('installations')
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('sealed', 'text', required)
    .execute()
}

async function createHeard(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('heard')
    .addColumn('key', 'text', (column) => column.notNull().primaryKey())
    .addColumn('surface', 'text', required)
    .addColumn('owner', 'text', optional)
    .addColumn('said', 'text', optional)
    .addColumn('at_ms', 'bigint', required)
    .addColumn('held_until_ms', 'bigint', optional)
    .addColumn('holder', 'text', optional)
    .addColumn('tries', 'integer', required)
    .execute()
  await db.schema
    .createIndex('heard_unanswered')
    .on('heard')
    .columns(['surface', 'held_until_ms'])
    .where('held_until_ms', 'is not', null)
    .execute()
  await db.schema.createIndex('heard_by_owner').on('heard').column('owner').where('owner', 'is not', null).execute()
  await db.schema.createIndex('heard_by_time').on('heard').column('at_ms').execute()
}

async function createOfReaders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('preferences')
    .addColumn('owner', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('value', 'text', required)
    .addPrimaryKeyConstraint('preferences_pk', ['owner', 'name'])
    .execute()
  // By number: PostgreSQL refuses an index entry as long as a question may be.
  await db.schema
    .createTable('questions')
    .addColumn('owner', 'text', required)
    .addColumn('n', 'integer', required)
    .addColumn('question', 'text', required)
    .addColumn('answered', 'integer', required)
    .addColumn('at_ms', 'bigint', required)
    .addPrimaryKeyConstraint('questions_pk', ['owner', 'n'])
    .execute()
  await db.schema
    .createTable('ratings')
    .addColumn('owner', 'text', required)
    .addColumn('token', 'text', required)
    .addColumn('is_good', 'integer', required)
    .addColumn('question', 'text', required)
    .addColumn('at_ms', 'bigint', required)
    .addPrimaryKeyConstraint('ratings_pk', ['owner', 'token'])
    .execute()
}
