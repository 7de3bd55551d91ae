/** Small named values in SQLite. */
import type Database from 'better-sqlite3'

export type Settings = { get(name: string): string | null; set(name: string, value: string): void }

/** Names that begin with `#` are the store's own. */
export function sqliteSettings(database: Database.Database): Settings {
  const get = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  const set = database.prepare<[string, string]>(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  return {
    get: (name) => get.get(name) ?? null,
    set(name, value) {
      if (name.startsWith('#')) throw new RangeError(`a setting's name may not begin with “#”: ${name}`)
      set.run(name, value)
    },
  }
}
