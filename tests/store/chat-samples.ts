/** What the tests of the chat store have in common. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ChatStore } from '../../src/store/chat-store.ts'
import { migrate } from '../../src/store/migrate.ts'
import { MIGRATIONS } from '../../src/store/migrations.ts'
import { folder, open } from './samples.ts'

export const ME = 'slack:T1:U1'
export const OTHER = 'slack:T1:U2'
export const LEASE = 60_000
export const chatOf = async (file?: string): Promise<ChatStore> => (await open(file)).chat
/** Everything unfinished, whose lease of a minute was over at 100 s; given to the caller for another minute. */
export const taking = { sinceMs: 0, nowMs: 100_000, leaseMs: LEASE, maxTries: 3, holder: 'host/1/1' }

/** A file whose schema is that of before chat, with a setting in it. */
export async function olderFile(): Promise<string> {
  const file = join(folder(), 'news.db')
  const database = new Database(file)
  await migrate(database, file, Object.fromEntries(Object.entries(MIGRATIONS).slice(0, 4)))
  database.prepare("insert into settings (name, value) values ('kept', 'as it was')").run()
  database.close()
  return file
}

/** Every row of every table, as text. */
export function rows(file: string): string[] {
  const database = new Database(file, { readonly: true })
  const tables = database.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all()
  const found = tables.flatMap((table) =>
    database
      .prepare(`select * from ${table}`)
      .all()
      .map((row) => `${table} ${JSON.stringify(row)}`),
  )
  database.close()
  return found
}
