/** What chat surfaces must not forget over a restart, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedText, MAX_LIMIT } from './bounds.ts'
import type { ChatStore, KeptPress, ThreadMemory } from './chat-store.ts'
import { erasingOn } from './erasing.ts'
import type { Tables } from './schema.ts'
import { digestForgetter } from './sqlite-digests.ts'
import { feedForgetter } from './sqlite-feeds.ts'
import { sqliteHeard } from './sqlite-heard.ts'
import { sqliteReaders } from './sqlite-readers.ts'
import type { Guard, Transact } from './sqlite-segments.ts'
import { watchForgetter } from './sqlite-watches.ts'

/** Rows of a table that one sweep forgets: a short transaction. */
const MAX_SWEPT = 1_000
/** Keys under which one message is remembered or looked for. */
const MAX_KEYS = MAX_LIMIT

export function sqliteChat(database: Database.Database, transact: Transact, guard: Guard): ChatStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  const forgetDigests = digestForgetter(database)
  const forgetWatches = watchForgetter(database)
  const forgetFeeds = feedForgetter(database)
  return {
    ...sqliteHeard(database, erasing, guard),
    ...sqliteReaders(database, erasing, guard),
    async threads(keys) {
      const wanted = JSON.stringify(boundedKeys(keys))
      return new Map(guard(() => statements.threads.all(wanted)).map((row) => [row.key, memoryOf(row)]))
    },
    async rememberThreads(keys, owner, memory) {
      boundedText(memory.conversation ?? '', 'a conversation')
      const kept = { owner, conversation: memory.conversation, muted: Number(memory.muted), atMs: memory.atMs }
      erasing('remember a thread in', () => {
        for (const key of boundedKeys(keys)) statements.remember.run({ key, ...kept })
      })
    },
    async keepPress(press) {
      boundedText(press.content, 'what a button does')
      erasing('keep a button in', () => void statements.keepPress.run(press))
    },
    async press(token) {
      return guard(() => statements.press.get(token)) ?? null
    },
    async installation(id) {
      return guard(() => statements.installation.get(id)) ?? null
    },
    async setInstallation(id, sealed) {
      boundedText(sealed, 'an installation')
      erasing('keep an installation in', () => void statements.setInstallation.run(id, sealed))
    },
    async deleteInstallation(id) {
      erasing('forget an installation in', () => void statements.dropInstallation.run(id))
    },
    async forget(owner) {
      return erasing('forget a reader in', () => {
        // Not counted: the wish to be forgotten is one of them.
        statements.forgetSaid.run(owner)
        const lent = forgetDigests(owner) + forgetWatches(owner) + forgetFeeds(owner)
        return statements.forget.reduce((sum, statement) => sum + statement.run(owner).changes, lent)
      })
    },
    async sweep({ claimsMs, threadsMs, pressesMs }) {
      erasing('sweep', () => {
        statements.sweepHeard.run(claimsMs)
        statements.sweepThreads.run(threadsMs)
        statements.sweepPresses.run(pressesMs)
      })
    },
  }
}

function boundedKeys(keys: readonly string[]): readonly string[] {
  if (keys.length > MAX_KEYS) throw new RangeError(`at most ${MAX_KEYS} threads at a time, not ${keys.length}`)
  return keys
}

const memoryOf = (row: Tables['threads']): ThreadMemory => ({ conversation: row.conversation, muted: row.muted === 1, atMs: row.at_ms })

type NewThread = {
  readonly key: string
  readonly owner: string
  readonly conversation: string | null
  readonly muted: number
  readonly atMs: number
}
function prepare(database: Database.Database) {
  const sweeping = (table: 'heard' | 'threads' | 'presses', key: string, time: string) =>
    database.prepare<[number]>(
      `delete from ${table} where ${key} in (select ${key} from ${table} where ${time} < ? order by ${time} limit ${MAX_SWEPT})`,
    )
  return {
    threads: database.prepare<[string], Tables['threads']>('select * from threads where key in (select value from json_each(?))'),
    remember: database.prepare<[NewThread]>(
      `insert into threads (key, owner, conversation, muted, at_ms) values (@key, @owner, @conversation, @muted, @atMs)
       on conflict (key) do update set owner = excluded.owner, conversation = excluded.conversation, muted = excluded.muted, at_ms = excluded.at_ms`,
    ),
    keepPress: database.prepare<[KeptPress]>(
      `insert into presses (token, owner, content, expires_ms) values (@token, @owner, @content, @expiresMs)
       on conflict (token) do update set owner = excluded.owner, content = excluded.content, expires_ms = excluded.expires_ms`,
    ),
    press: database.prepare<[string], KeptPress>('select token, owner, content, expires_ms as expiresMs from presses where token = ?'),
    installation: database.prepare<[string], string>('select sealed from installations where id = ?').pluck(),
    setInstallation: database.prepare<[string, string]>(
      'insert into installations (id, sealed) values (?, ?) on conflict (id) do update set sealed = excluded.sealed',
    ),
    dropInstallation: database.prepare<[string]>('delete from installations where id = ?'),
    forgetSaid: database.prepare<[string]>(
      'update heard set owner = null, said = null, held_until_ms = null, holder = null where owner = ?',
    ),
    forget: (['threads', 'presses', 'preferences', 'questions', 'ratings', 'passes'] as const).map((table) =>
      database.prepare<[string]>(`delete from ${table} where owner = ?`),
    ),
    sweepHeard: sweeping('heard', 'key', 'at_ms'),
    sweepThreads: sweeping('threads', 'key', 'at_ms'),
    sweepPresses: sweeping('presses', 'token', 'expires_ms'),
  }
}
