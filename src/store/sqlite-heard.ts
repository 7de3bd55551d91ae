/** What was heard, in SQLite: each key is taken by one caller at a time and answered once. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText } from './bounds.ts'
import type { ChatStore, Claim } from './chat-store.ts'
import type { Transact } from './sqlite-segments.ts'

const DOING = 'keep what was heard in'

export function sqliteHeard(database: Database.Database, transact: Transact): Pick<ChatStore, 'claim' | 'done' | 'takeUnfinished'> {
  const statements = prepare(database)
  return {
    async claim(claim, leaseMs) {
      const heldUntilMs = claim.atMs + leaseMs
      boundedText(claim.said, 'what was said')
      return transact(DOING, () => statements.claim.run({ ...claim, heldUntilMs }).changes === 1)
    },
    async done(key) {
      transact(DOING, () => void statements.done.run(key))
    },
    async takeUnfinished(surface, { sinceMs, nowMs, leaseMs, maxTries }, limit) {
      const wanted = { surface, sinceMs, nowMs, maxTries, limit: boundedLimit(limit) }
      return transact(DOING, () => {
        const taken = statements.unfinished.all(wanted)
        for (const { key } of taken) statements.hold.run(nowMs + leaseMs, key)
        return taken
      })
    },
  }
}

type Wanted = {
  readonly surface: string
  readonly sinceMs: number
  readonly nowMs: number
  readonly maxTries: number
  readonly limit: number
}
function prepare(database: Database.Database) {
  return {
    claim: database.prepare<[Claim & { readonly heldUntilMs: number }]>(
      `insert into heard (key, surface, owner, said, at_ms, held_until_ms, tries)
       values (@key, @surface, @owner, @said, @atMs, @heldUntilMs, 1) on conflict (key) do nothing`,
    ),
    // Who said it is not needed either to know the key again.
    done: database.prepare<[string]>('update heard set owner = null, said = null, held_until_ms = null where key = ?'),
    unfinished: database.prepare<[Wanted], Claim>(
      `select key, surface, owner, said, at_ms as atMs from heard
       where surface = @surface and held_until_ms <= @nowMs and at_ms >= @sinceMs and tries < @maxTries
       order by at_ms, key limit @limit`,
    ),
    hold: database.prepare<[number, string]>('update heard set held_until_ms = ?, tries = tries + 1 where key = ?'),
  }
}
