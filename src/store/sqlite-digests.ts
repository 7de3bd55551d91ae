/** Digests, their runs and what was told in them, in SQLite. */
import type Database from 'better-sqlite3'
import { boundedLimit, boundedText, MAX_LIMIT } from './bounds.ts'
import type { DigestPlan, DigestRecord, DigestRun, DigestStore, NewDigest } from './digest-store.ts'
import { erasingOn } from './erasing.ts'
import type { Tables } from './schema.ts'
import { deliveryAdder } from './sqlite-deliveries.ts'
import { type DigestStatements, type Kept, prepareDigests } from './sqlite-digest-statements.ts'
import type { Guard, Transact } from './sqlite-segments.ts'

const DOING = 'keep digests in'

export function sqliteDigests(database: Database.Database, transact: Transact, guard: Guard): DigestStore {
  const statements = prepareDigests(database)
  const erasing = erasingOn(database, transact)
  const plan = planner(database, statements)
  const remove = remover(statements)
  return {
    async add(digest) {
      bounded(digest)
      return transact(DOING, () => {
        const record = { ...digest, id: nextId(statements), isPaused: false, why: null }
        statements.insert.run(keptOf(record))
        return record
      })
    },
    byId: async (id) => recordOrNull(guard(() => statements.byId.get(id))),
    async list({ surface = null, team = null, channel = null }) {
      return guard(() => statements.list.all({ surface, team, channel, limit: MAX_LIMIT })).map(recordOf)
    },
    async due(surfaces, nowMs, limit) {
      const wanted = { surfaces: JSON.stringify(surfaces), nowMs, limit: boundedLimit(limit) }
      return guard(() => statements.due.all(wanted)).map(recordOf)
    },
    plan: async (planned) => transact(DOING, () => plan(planned)),
    async change(id, change) {
      return erasing(DOING, () => {
        const digest = recordOrNull(statements.byId.get(id))
        if (digest === null) return false
        const changed = { ...digest, ...change }
        bounded(changed)
        statements.update.run(keptOf(changed))
        return true
      })
    },
    remove: async (id) => erasing(DOING, () => remove(id)),
    history: async (id, limit) => guard(() => statements.history.all(id, boundedLimit(limit))).map(runOf),
    // Slots begin with their date; after it comes a letter that is less than “U”.
    ranOn: async (id, date) => guard(() => statements.ranOn.get(id, date, `${date}U`)) !== undefined,
    async runOf(delivery) {
      const row = guard(() => statements.runOf.get(delivery))
      return row === undefined ? null : runOf(row)
    },
    lastTold: async (id) => guard(() => statements.lastTold.get(id)) ?? null,
    async told(id, sinceMs) {
      // Oldest first: the newest of a story stays.
      return new Map(guard(() => statements.told.all(id, sinceMs)).map((story) => [story.storyId, story]))
    },
    async missed({ surface = null, team = null }, sinceMs) {
      return guard(() => statements.missed.get({ surface, team, sinceMs })) ?? 0
    },
    async sweep(beforeMs) {
      transact('sweep', () => void statements.sweep.run(beforeMs))
    },
  }
}

/** Within a transaction: nobody is named by a digest any more, and what was only for this owner is gone; returns how many digests that were. */
export function digestForgetter(database: Database.Database): (owner: string) => number {
  const statements = prepareDigests(database)
  const remove = remover(statements)
  return (owner) => {
    const own = statements.ownOf.all(owner)
    for (const id of own) remove(id)
    return own.length + statements.disown.run(owner).changes
  }
}

/** Also after the newest digest was removed: links and buttons of old ones must not reach another. */
function nextId(statements: DigestStatements): number {
  const id = Number(statements.lastId.get() ?? 0) + 1
  statements.setLastId.run(String(id))
  return id
}

function planner(database: Database.Database, statements: DigestStatements): (plan: DigestPlan) => boolean {
  const add = deliveryAdder(database)
  return (plan) => {
    if (!isFirst(statements, plan)) return false
    const digest = plan.digest
    for (const run of plan.runs) statements.insertRun.run({ ...run, digest })
    const slot = plan.runs.findLast((run) => run.state !== 'missed')?.slot
    if (slot === undefined && plan.told.length > 0) throw new RangeError('what is told needs a run that is not missed')
    for (const { storyId, told } of plan.told) {
      boundedText(told, 'what was told')
      statements.insertTold.run({ digest, slot: slot ?? '', storyId, told })
    }
    add(plan.deliveries)
    return true
  }
}

/** Moves a scheduled digest on where nobody else has. */
function isFirst(statements: DigestStatements, { digest, fromMs, next, pause }: DigestPlan): boolean {
  if (fromMs !== null)
    return statements.moveOn.run({ digest, fromMs, slot: next?.slot ?? null, ms: next?.ms ?? null, why: pause ?? null }).changes === 1
  if (statements.byId.get(digest) === undefined) return false
  if (pause !== undefined) statements.pause.run(pause, digest)
  return true
}

function remover(statements: DigestStatements): (id: number) => boolean {
  return (id) => {
    statements.dropDeliveries.run(id)
    return statements.drop.run(id).changes === 1
  }
}

function bounded(digest: NewDigest): void {
  boundedText(digest.spec, 'a digest')
  boundedText(digest.place, 'a place')
  boundedText(digest.direct ?? '', 'a place')
}

const keptOf = (record: DigestRecord): Kept => ({ ...record, isPaused: Number(record.isPaused) })

function recordOrNull(row: Tables['digests'] | undefined): DigestRecord | null {
  return row === undefined ? null : recordOf(row)
}

const recordOf = (row: Tables['digests']): DigestRecord => ({
  id: row.id,
  surface: row.surface,
  team: row.team,
  channel: row.channel,
  place: row.place,
  owner: row.owner,
  direct: row.direct,
  spec: row.spec,
  nextSlot: row.next_slot,
  nextMs: row.next_ms,
  createdMs: row.created_ms,
  isPaused: row.paused === 1,
  why: row.why,
})

const runOf = (row: Tables['digest_runs']): DigestRun => ({
  digest: row.digest,
  slot: row.slot,
  dueMs: row.due_ms,
  state: row.state as DigestRun['state'],
  reason: row.reason,
  delivery: row.delivery,
  url: row.url,
  atMs: row.at_ms,
  stories: row.stories,
  generation: row.generation,
})
