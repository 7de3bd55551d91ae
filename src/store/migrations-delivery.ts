/** Migration 0006: the outbox, digests with their runs, and articles in the order of writing. Never changed once it is out (`migrations.ts`). */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = ColumnDefinitionBuilder
const required = (column: Column): Column => column.notNull()
const optional = (column: Column): Column => column
const key = (column: Column): Column => column.notNull().primaryKey()

export async function createDelivery(db: Kysely<unknown>): Promise<void> {
  await createOutbox(db)
  await createDigests(db)
  await createRuns(db)
  await db.schema.createIndex('articles_by_writing').on('articles').columns(['generation', 'seq']).execute()
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('key', 'text', key)
    .addColumn('surface', 'text', required)
    .addColumn('lane', 'text', required)
    .addColumn('place', 'text', required)
    .addColumn('content', 'text', optional)
    .addColumn('due_ms', 'bigint', required)
    .addColumn('expires_ms', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('next_try_ms', 'bigint', optional)
    .addColumn('holder', 'text', optional)
    .addColumn('held_until_ms', 'bigint', optional)
    .addColumn('tries', 'integer', required)
    .addColumn('since_ms', 'bigint', optional)
    .addColumn('refs', 'text', required)
    .addColumn('url', 'text', optional)
    .addColumn('reason', 'text', optional)
    .addColumn('settled_ms', 'bigint', optional)
    .execute()
  // What is settled is in none of the first two: looking for what to do costs as much as there is to do.
  await db.schema
    .createIndex('deliveries_waiting')
    .on('deliveries')
    .columns(['surface', 'next_try_ms', 'lane', 'due_ms', 'key', 'held_until_ms'])
    .where('next_try_ms', 'is not', null)
    .execute()
  await db.schema
    .createIndex('deliveries_held')
    .on('deliveries')
    .columns(['surface', 'lane', 'held_until_ms', 'holder'])
    .where('held_until_ms', 'is not', null)
    .execute()
  await db.schema.createIndex('deliveries_settled').on('deliveries').column('settled_ms').where('settled_ms', 'is not', null).execute()
}

async function createDigests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('id', 'integer', key)
    .addColumn('surface', 'text', required)
    .addColumn('team', 'text', required)
    .addColumn('channel', 'text', required)
    .addColumn('place', 'text', required)
    .addColumn('owner', 'text', optional)
    .addColumn('direct', 'text', optional)
    .addColumn('spec', 'text', required)
    .addColumn('next_slot', 'text', required)
    .addColumn('next_ms', 'bigint', required)
    .addColumn('paused', 'integer', required)
    .addColumn('why', 'text', optional)
    .addColumn('created_ms', 'bigint', required)
    .execute()
  await db.schema.createIndex('digests_due').on('digests').columns(['paused', 'next_ms']).execute()
  await db.schema.createIndex('digests_by_place').on('digests').columns(['surface', 'team', 'channel']).execute()
  await db.schema.createIndex('digests_by_owner').on('digests').column('owner').where('owner', 'is not', null).execute()
}

async function createRuns(db: Kysely<unknown>): Promise<void> {
  // The primary key is the claim: a slot is run once, whoever tries.
  await db.schema
    .createTable('digest_runs')
    .addColumn('digest', 'integer', (column) => column.notNull().references('digests.id').onDelete('cascade'))
    .addColumn('slot', 'text', required)
    .addColumn('due_ms', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('reason', 'text', optional)
    .addColumn('delivery', 'text', optional)
    .addColumn('url', 'text', optional)
    .addColumn('at_ms', 'bigint', optional)
    .addColumn('stories', 'integer', required)
    .addColumn('generation', 'bigint', required)
    .addPrimaryKeyConstraint('digest_runs_pk', ['digest', 'slot'])
    .execute()
  await db.schema.createIndex('digest_runs_by_due').on('digest_runs').columns(['digest', 'due_ms']).execute()
  await db.schema.createIndex('digest_runs_by_time').on('digest_runs').column('due_ms').execute()
  await db.schema.createIndex('digest_runs_by_delivery').on('digest_runs').column('delivery').where('delivery', 'is not', null).execute()
  await db.schema
    .createTable('digest_told')
    .addColumn('digest', 'integer', required)
    .addColumn('slot', 'text', required)
    .addColumn('story_id', 'text', required)
    .addColumn('told', 'text', required)
    .addPrimaryKeyConstraint('digest_told_pk', ['digest', 'slot', 'story_id'])
    .addForeignKeyConstraint('digest_told_of_run', ['digest', 'slot'], 'digest_runs', ['digest', 'slot'], (run) => run.onDelete('cascade'))
    .execute()
}
