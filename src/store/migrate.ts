/** Brings an open database to the program's schema: all pending migrations or none. */
import type Database from 'better-sqlite3'
import type { Migration } from 'kysely/migration'
import { asStoreError, storeError } from './store-error.ts'

/**
 * Throws a StoreError: `newer` where the file has migrations that this program does not know, `foreign` where it has tables but no migrations.
 * Kysely is loaded only where something is pending: it costs as long as many answers.
 */
export async function migrate(database: Database.Database, file: string, migrations: Readonly<Record<string, Migration>>): Promise<void> {
  const names = Object.keys(migrations).sort()
  if (isCurrent(database, file, names)) return
  const { Kysely, SqliteDialect } = await import('kysely')
  const { Migrator } = await import('kysely/migration')
  // Kysely takes SQLite for unable to roll a schema back, and begins nothing; it can, so the frame is ours. It also keeps a second process out.
  database.exec('begin immediate')
  try {
    if (!isCurrent(database, file, names)) {
      const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) })
      const { error } = await new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } }).migrateToLatest()
      if (error !== undefined) throw error
    }
    database.exec('commit')
  } catch (error) {
    if (database.inTransaction) database.exec('rollback')
    throw asStoreError(error, file, 'bring to the current schema')
  }
}

/** Reads only. */
export function isCurrent(database: Database.Database, file: string, names: readonly string[]): boolean {
  const tables = database.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all()
  if (tables.length === 0) return false
  if (!tables.includes('kysely_migration'))
    throw storeError('foreign', file, 'open', `it is a database with other tables (${tables.slice(0, 3).join(', ')})`)
  const done = database.prepare<[], string>('select name from kysely_migration').pluck().all()
  const unknown = done.find((name) => !names.includes(name))
  if (unknown !== undefined) throw storeError('newer', file, 'open', `its schema includes “${unknown}”, which this version does not know`)
  return done.length === names.length
}
