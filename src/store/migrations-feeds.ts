/** Migration 0009: feeds, where articles came from, and what removing articles needs. Never changed once it is out (`migrations.ts`). */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = ColumnDefinitionBuilder
const required = (column: Column): Column => column.notNull()
const optional = (column: Column): Column => column
const key = (column: Column): Column => column.notNull().primaryKey()

export async function createFeeds(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('id', 'integer', key)
    .addColumn('url', 'text', (column) => column.notNull().unique())
    .addColumn('title', 'text', optional)
    .addColumn('site', 'text', optional)
    .addColumn('publisher', 'text', required)
    .addColumn('language', 'text', optional)
    .addColumn('surface', 'text', required)
    .addColumn('owner', 'text', optional)
    .addColumn('direct', 'text', optional)
    .addColumn('added_ms', 'bigint', required)
    .addColumn('paused', 'integer', required)
    .addColumn('why', 'text', optional)
    .addColumn('etag', 'text', optional)
    .addColumn('last_modified', 'text', optional)
    .addColumn('interval_ms', 'bigint', required)
    .addColumn('next_ms', 'bigint', required)
    .addColumn('tried_ms', 'bigint', optional)
    .addColumn('succeeded_ms', 'bigint', optional)
    .addColumn('news_ms', 'bigint', optional)
    .addColumn('fails', 'integer', required)
    .addColumn('failing_since_ms', 'bigint', optional)
    .addColumn('error', 'text', optional)
    .addColumn('is_dead', 'integer', required)
    .addColumn('notes', 'text', required)
    .addColumn('holder', 'text', optional)
    .addColumn('held_until_ms', 'bigint', optional)
    .execute()
  await db.schema.createIndex('feeds_due').on('feeds').columns(['paused', 'next_ms', 'id']).execute()
  await db.schema.createIndex('feeds_by_owner').on('feeds').column('owner').where('owner', 'is not', null).execute()
  await createItems(db)
  await createOrigins(db)
  await prepareRemoval(db)
}

async function createItems(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feed_items')
    .addColumn('feed', 'integer', (column) => column.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('key', 'text', required)
    .addColumn('guid_key', 'text', optional)
    .addColumn('url_key', 'text', optional)
    .addColumn('title_key', 'text', optional)
    .addColumn('article_id', 'text', required)
    .addColumn('is_owner', 'integer', required)
    .addColumn('fingerprint', 'text', required)
    .addColumn('first_ms', 'bigint', required)
    .addColumn('seen_ms', 'bigint', required)
    .addColumn('page_tries', 'integer', required)
    .addColumn('page_due_ms', 'bigint', optional)
    .addPrimaryKeyConstraint('feed_items_pk', ['feed', 'key'])
    .execute()
  const index = (name: string) => db.schema.createIndex(name).on('feed_items')
  await index('feed_items_by_guid').columns(['feed', 'guid_key', 'is_owner', 'first_ms']).where('guid_key', 'is not', null).execute()
  await index('feed_items_by_url').columns(['url_key', 'is_owner', 'first_ms']).where('url_key', 'is not', null).execute()
  await index('feed_items_by_title').columns(['title_key', 'first_ms']).where('title_key', 'is not', null).execute()
  await index('feed_items_due').columns(['feed', 'page_due_ms']).where('page_due_ms', 'is not', null).execute()
  await index('feed_items_seen').columns(['feed', 'seen_ms']).execute()
}

async function createOrigins(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('origins')
    .addColumn('article', 'integer', (column) => column.primaryKey().references('articles.seq').onDelete('cascade'))
    .addColumn('feed', 'integer', (column) => column.references('feeds.id').onDelete('set null'))
    .addColumn('first_ms', 'bigint', required)
    .addColumn('cited_ms', 'bigint', optional)
    .addColumn('language', 'text', optional)
    .addColumn('is_paywalled', 'integer', required)
    .addColumn('note', 'text', optional)
    .execute()
  await db.schema.createIndex('origins_by_feed').on('origins').column('feed').execute()
  await db.schema.createIndex('origins_by_time').on('origins').columns(['first_ms', 'article']).execute()
  await db.schema
    .createIndex('origins_uncited')
    .on('origins')
    .columns(['cited_ms', 'first_ms', 'article'])
    .where('cited_ms', 'is', null)
    .execute()
}

async function prepareRemoval(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('articles')
    .addColumn('quiet', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // What is removed has no row to refer to any more; the segment's copy has only the id.
  await db.schema
    .createTable('segment_losses')
    .addColumn('segment', 'integer', (column) => column.notNull().references('segments.id').onDelete('cascade'))
    .addColumn('article', 'text', required)
    .addPrimaryKeyConstraint('segment_losses_pk', ['segment', 'article'])
    .execute()
  await db.schema
    .createTable('removals')
    .addColumn('generation', 'bigint', required)
    .addColumn('article', 'text', required)
    .addPrimaryKeyConstraint('removals_pk', ['generation', 'article'])
    .execute()
  // The cascade looks for them by article, which is not how they begin.
  await db.schema.createIndex('tombstones_by_article').on('tombstones').column('article').execute()
}
