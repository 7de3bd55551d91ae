/** What was heard, in SQLite: each key is taken by one caller at a time and answered once. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText } from './bounds.ts'
import type { ChatStore, Claim } from './chat-store.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep what was heard in'

export function sqliteHeard(
  database: Database.Database,
  transact: Transact,
  guard: Guard,
): Pick<ChatStore, 'claim' | 'done' | 'takeUnfinished' | 'holders' | 'release'> {
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
    async takeUnfinished(surface, { sinceMs, nowMs, leaseMs, maxTries, holder }, limit) {
      const wanted = { surface, sinceMs, nowMs, maxTries, limit: boundedLimit(limit) }
      return transact(DOING, () => {
        const taken = statements.unfinished.all(wanted)
        for (const { key } of taken) statements.hold.run(nowMs + leaseMs, holder, key)
        return taken.map((claim) => ({ ...claim, holder }))
      })
    },
    async holders() {
      return guard(() => statements.holders.all())
    },
    async release(holders) {
      transact(DOING, () => void statements.release.run(JSON.stringify(holders)))
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
      `insert into heard (key, surface, owner, said, at_ms, held_until_ms, holder, tries)
       values (@key, @surface, @owner, @said, @atMs, @heldUntilMs, @holder, 1) on conflict (key) do nothing`,
    ),
    // Who said it is not needed either to know the key again.
    done: database.prepare<[string]>('update heard set owner = null, said = null, held_until_ms = null, holder = null where key = ?'),
    unfinished: database.prepare<[Wanted], Claim>(
      `select key, surface, owner, said, holder, at_ms as atMs from heard
       where surface = @surface and held_until_ms <= @nowMs and at_ms >= @sinceMs and tries < @maxTries
       order by at_ms, key limit @limit`,
    ),
    hold: database.prepare<[number, string, string]>('update heard set held_until_ms = ?, holder = ?, tries = tries + 1 where key = ?'),
    holders: database.prepare<[], string>('select distinct holder from heard where holder is not null').pluck(),
    release: database.prepare<[string]>('update heard set held_until_ms = 0 where holder in (select value from json_each(?))'),
  }
}
