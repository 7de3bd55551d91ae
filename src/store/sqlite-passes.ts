/** What lets managers in, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedText } from './bounds.ts'
import { erasingOn } from './erasing.ts'
import type { Pass, PassStore } from './pass-store.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep who is signed in in'
/** Of a kind and owner: more browsers than anybody uses at once, so that who asks for link after link takes the place of nobody else's. */
const MAX_OF_OWNER = 20
/** In all: far more than there are managers at work in one day. */
const MAX_PASSES = 1_000

export function sqlitePasses(database: Database.Database, transact: Transact, guard: Guard): PassStore {
  const statements = prepare(database)
  const erasing = erasingOn(database, transact)
  return {
    async keep(pass) {
      boundedText(pass.who, 'who signs in')
      erasing(DOING, () => {
        statements.insert.run(pass)
        statements.dropOldOf.run({ owner: pass.owner, kind: pass.kind })
        statements.dropOld.run()
      })
    },
    find: async (hash, kind) => guard(() => statements.find.get(hash, kind)) ?? null,
    take: async (hash, kind) => erasing(DOING, () => statements.take.get(hash, kind)) ?? null,
    async drop(hash) {
      erasing(DOING, () => void statements.drop.run(hash))
    },
    async sweep(nowMs) {
      erasing(DOING, () => void statements.sweep.run(nowMs))
    },
  }
}

function prepare(database: Database.Database) {
  const columns = 'hash, kind, owner, who, expires_ms as expiresMs'
  // Of two that expire together, the one that was kept later stays.
  const newestFirst = 'order by expires_ms desc, rowid desc'
  return {
    insert: database.prepare<[Pass]>(
      'insert into passes (hash, kind, owner, who, expires_ms) values (@hash, @kind, @owner, @who, @expiresMs)',
    ),
    find: database.prepare<[string, string], Pass>(`select ${columns} from passes where hash = ? and kind = ?`),
    take: database.prepare<[string, string], Pass>(`delete from passes where hash = ? and kind = ? returning ${columns}`),
    drop: database.prepare<[string]>('delete from passes where hash = ?'),
    dropOldOf: database.prepare<[Pick<Pass, 'owner' | 'kind'>]>(
      `delete from passes where owner is @owner and kind = @kind
       and hash not in (select hash from passes where owner is @owner and kind = @kind ${newestFirst} limit ${MAX_OF_OWNER})`,
    ),
    dropOld: database.prepare(`delete from passes where hash in (select hash from passes ${newestFirst} limit -1 offset ${MAX_PASSES})`),
    sweep: database.prepare<[number]>('delete from passes where expires_ms <= ?'),
  }
}
