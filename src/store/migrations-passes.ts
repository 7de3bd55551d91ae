/** Migration 0010: what lets managers in, and what they are told of questions and ratings. Never changed once it is out (`migrations.ts`). */
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'

type Column = ColumnDefinitionBuilder
const required = (column: Column): Column => column.notNull()
const optional = (column: Column): Column => column
const key = (column: Column): Column => column.notNull().primaryKey()

export async function createPasses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passes')
    .addColumn('hash', 'text', key)
    .addColumn('kind', 'text', required)
    .addColumn('owner', 'text', optional)
    .addColumn('who', 'text', required)
    .addColumn('expires_ms', 'bigint', required)
    .execute()
  await db.schema.createIndex('passes_by_owner').on('passes').columns(['owner', 'kind', 'expires_ms']).execute()
  await db.schema.createIndex('passes_by_time').on('passes').column('expires_ms').execute()
  await db.schema
    .alterTable('questions')
    .addColumn('times', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
  // Over all readers, newest first.
  await db.schema.createIndex('questions_by_time').on('questions').columns(['at_ms', 'answered']).execute()
  await db.schema.createIndex('ratings_by_time').on('ratings').column('at_ms').execute()
}
