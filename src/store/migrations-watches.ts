/** Migration 0008: watches and their alerts. Never changed once it is out (`migrations.ts`). */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = ColumnDefinitionBuilder
const required = (column: Column): Column => column.notNull()
const optional = (column: Column): Column => column
const key = (column: Column): Column => column.notNull().primaryKey()

export async function createWatches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watches')
    .addColumn('id', 'integer', key)
    .addColumn('surface', 'text', required)
    .addColumn('team', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('place', 'text', required)
    .addColumn('is_direct', 'integer', required)
    .addColumn('owner', 'text', optional)
    .addColumn('direct', 'text', optional)
    .addColumn('query', 'text', required)
    .addColumn('rule', 'text', required)
    .addColumn('paused', 'integer', required)
    .addColumn('why', 'text', optional)
    .addColumn('snoozed_until_ms', 'bigint', optional)
    .addColumn('less', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .execute()
  await db.schema.createIndex('watches_by_owner').on('watches').column('owner').where('owner', 'is not', null).execute()
  await db.schema.createIndex('watches_by_place').on('watches').columns(['surface', 'team', 'channel']).execute()
  await createAlerts(db)
}

async function createAlerts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'integer', key)
    .addColumn('watch', 'integer', (column) => column.notNull().references('watches.id').onDelete('cascade'))
    .addColumn('story_id', 'text', optional)
    .addColumn('at_ms', 'bigint', required)
    .addColumn('changed_ms', 'bigint', required)
    .addColumn('told', 'text', required)
    .addColumn('delivery', 'text', optional)
    .addColumn('held_by', 'text', optional)
    .addColumn('held_until_ms', 'bigint', optional)
    .execute()
  await db.schema.createIndex('alerts_by_watch').on('alerts').columns(['watch', 'at_ms']).execute()
  await db.schema.createIndex('alerts_by_time').on('alerts').column('changed_ms').execute()
  await db.schema.createIndex('alerts_by_delivery').on('alerts').column('delivery').where('delivery', 'is not', null).execute()
  await db.schema.createIndex('alerts_held').on('alerts').column('held_until_ms').where('held_until_ms', 'is not', null).execute()
  await db.schema
    .createTable('alert_articles')
    .addColumn('alert', 'integer', (column) => column.notNull().references('alerts.id').onDelete('cascade'))
    .addColumn('n', 'integer', required)
    .addColumn('article', 'text', required)
    .addPrimaryKeyConstraint('alert_articles_pk', ['alert', 'n'])
    .execute()
  await db.schema.createIndex('alert_articles_by_article').on('alert_articles').columns(['article', 'alert']).execute()
}
