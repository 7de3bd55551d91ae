/** Small named values in SQLite. */
import type Database from 'better-sqlite3'

export type Settings = {
  get(name: string): string | null
  set(name: string, value: string): void
  getOr(name: string, value: string): string
}

/** Names that begin with `#` are the store's own. */
export function sqliteSettings(database: Database.Database): Settings {
  const get = database.prepare<[string], string>('select value from settings where name = ?').pluck()
  const set = database.prepare<[string, string]>(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  const keep = (name: string, value: string): void => {
    if (name.startsWith('#')) throw new RangeError(`a setting's name may not begin with “#”: ${name}`)
    set.run(name, value)
  }
  return {
    get: (name) => get.get(name) ?? null,
    set: keep,
    getOr(name, value) {
      const kept = get.get(name)
      if (kept === undefined) keep(name, value)
      return kept ?? value
    },
  }
}
