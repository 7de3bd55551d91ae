/**
 * Which digests are due → what each run of them is: in the outbox, empty, or missed. The table is the schedule; one transaction a run writes all of it, so that
 * of several processes one plans a run, and one that ends in the middle has planned nothing.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { type DigestSpec, digestSpecIn } from '../../src/digest/spec.ts'
import { dateOf, nextSlot, type Slot, slotsOver } from '../../src/schedule.ts'
import type { DigestPlan, DigestRecord } from '../../src/store/digest-store.ts'
import { patiently } from '../../src/store/patience.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { remember } from '../citing.ts'
import type { Desk } from '../reception/desk.ts'
import { deliveryOf, madeDigest, shownIn } from './digest-run.ts'
import { missedWord, unreadableWord } from './words.ts'

/** Plans what is due on these surfaces. Throws where the store cannot be read or written: of the run in question nothing was planned then. */
export type DigestPlanner = (surfaces: readonly string[]) => Promise<void>
type Run = DigestPlan['runs'][number]

/** Read at a time. */
const DUE_AT_ONCE = 50
/** Planned in one turn: the courier and the watches have theirs in between. */
const MAX_A_TURN = 500
/** Missed runs that one transaction writes; those after them follow at once. */
const MAX_MISSED = 500
/** A digest that could not be made is tried again after this. */
const RETRY_MS = 60_000
const MAX_FAILURES = 900
/** Runs among which one of the same slot is looked for. */
const MAX_KNOWN = 1_000
const NOT_RUNNING = 'Newsdesk was not running at that time, or could not work.'
const NOTHING_NEW = 'Nothing was new.'

export function openDigestPlanner(desk: Desk): DigestPlanner {
  const { digests } = desk.room.store
  const failures = new Map<number, { readonly retryMs: number; readonly reason: string }>()
  const failed = (record: DigestRecord, error: unknown): void => {
    desk.log.error('digest not made', { digest: record.id, slot: record.nextSlot, error })
    if (failures.size >= MAX_FAILURES) failures.clear()
    const reason = `It could not be made: ${error instanceof Error ? error.message : String(error)}`
    failures.set(record.id, { retryMs: desk.now().getTime() + RETRY_MS, reason })
  }
  const ready = async (surfaces: readonly string[]): Promise<readonly DigestRecord[]> => {
    const nowMs = desk.now().getTime()
    const due = await patiently(() => digests.due(surfaces, nowMs, DUE_AT_ONCE + failures.size))
    // No longer than was meant, whatever the clock does meanwhile.
    const isResting = ({ retryMs }: { readonly retryMs: number }): boolean => retryMs > nowMs && retryMs <= nowMs + RETRY_MS
    return due.filter(({ id }) => !isResting(failures.get(id) ?? { retryMs: 0 })).slice(0, DUE_AT_ONCE)
  }
  return async (surfaces) => {
    for (let count = 0; count < MAX_A_TURN; ) {
      const due = await ready(surfaces)
      if (due.length === 0) return
      for (const record of due) {
        try {
          const plan = await planOf(desk, record, failures.get(record.id)?.reason ?? NOT_RUNNING)
          if (await planned(desk, record, plan)) failures.delete(record.id)
        } catch (error) {
          // A store that cannot be written concerns all of them; anything else, this one.
          if (error instanceof StoreError) throw error
          failed(record, error)
        }
        // Choosing takes the processor: what has arrived meanwhile is read in between.
        await turn()
      }
      count += due.length
    }
  }
}

/** False where another process was first. A slot that has its run already, of before a clock was put back or a digest was set anew, is passed over. */
async function planned(desk: Desk, record: DigestRecord, plan: DigestPlan): Promise<boolean> {
  const { digests } = desk.room.store
  try {
    return await patiently(() => digests.plan(plan))
  } catch (error) {
    if (error instanceof StoreError) throw error
    const known = new Set((await patiently(() => digests.history(record.id, MAX_KNOWN))).map(({ slot }) => slot))
    const runs = plan.runs.filter(({ slot }) => !known.has(slot))
    if (runs.length === plan.runs.length) throw error
    desk.log.warn('digest has run at this time before', { digest: record.id, slot: record.nextSlot })
    const isSame = (key: string | null): boolean => runs.some(({ delivery }) => delivery === key)
    const deliveries = plan.deliveries.filter(({ key }) => !key.startsWith('digest:') || isSame(key))
    return await patiently(() => digests.plan({ ...plan, runs, told: [], deliveries }))
  }
}

async function planOf(desk: Desk, record: DigestRecord, whyMissed: string): Promise<DigestPlan> {
  const base = { digest: record.id, fromMs: record.nextMs, next: null, runs: [], told: [], deliveries: [] }
  let spec: DigestSpec
  try {
    spec = digestSpecIn(record.spec)
    nextSlot(spec.schedule, record.nextMs)
  } catch (error) {
    // Another version wrote it, or its zone is no longer known: only a person can say what it should be.
    desk.log.error('digest not read', { digest: record.id, error })
    const why = 'What was set cannot be read by this version of Newsdesk. Set it again.'
    return { ...base, pause: why, deliveries: unreadableWord(record, desk.now().getTime(), why) }
  }
  const due: Slot = { name: record.nextSlot, ms: record.nextMs }
  const nowMs = desk.now().getTime()
  const missed = slotsOver(spec.schedule, due, ({ ms }) => ms + spec.graceMs < nowMs, MAX_MISSED)
  const isOpen = await openDates(desk, record, missed.slots.length === 0 ? [due] : missed.slots)
  if (missed.slots.length === 0)
    return isOpen(due) ? await runPlan(desk, record, spec) : { ...base, next: kept(nextSlot(spec.schedule, due.ms)) }
  const over = missed.slots.filter(isOpen)
  const runs = over.map((slot) => ended(slot, 'missed', whyMissed, nowMs))
  const deliveries = over.length === 0 ? [] : missedWord(record, spec, over, whyMissed, nowMs)
  return { ...base, next: kept(missed.next), runs, deliveries }
}

/** A date that has had its run, before a clock was put back or another time was set, has no other one. */
async function openDates({ room }: Desk, { id }: DigestRecord, slots: readonly Slot[]): Promise<(slot: Slot) => boolean> {
  const ran = new Set<string>()
  for (const { name } of slots) if (await patiently(() => room.store.digests.ranOn(id, dateOf(name)))) ran.add(name)
  return ({ name }) => !ran.has(name)
}

async function runPlan(desk: Desk, record: DigestRecord, spec: DigestSpec): Promise<DigestPlan> {
  const slot: Slot = { name: record.nextSlot, ms: record.nextMs }
  const next = kept(nextSlot(spec.schedule, slot.ms))
  const now = desk.now()
  const { digest, answers } = await madeDigest(desk.room, { ...record, spec }, { dueMs: slot.ms, now, isPreview: false })
  const base = { digest: record.id, fromMs: record.nextMs, next }
  const { generation, stories, told } = digest
  if (stories.length === 0 && spec.empty === 'quiet')
    return { ...base, runs: [{ ...ended(slot, 'empty', NOTHING_NEW, now.getTime()), generation }], told: [], deliveries: [] }
  await remember(desk.room, shownIn(answers), now.getTime(), desk.log, patiently)
  const expiresMs = slot.ms + spec.graceMs
  const delivery = await deliveryOf(desk, record, answers, { slot: slot.name, dueMs: slot.ms, expiresMs, zone: spec.schedule.zone })
  const run: Run = { ...ended(slot, 'queued', null, null), delivery: delivery.key, stories: stories.length, generation }
  return { ...base, runs: [run], told, deliveries: [delivery] }
}

function kept({ name, ms }: Slot): NonNullable<DigestPlan['next']> {
  return { slot: name, ms }
}

function ended({ name, ms }: Slot, state: Run['state'], reason: string | null, atMs: number | null): Run {
  return { slot: name, dueMs: ms, state, reason, delivery: null, atMs, stories: 0, generation: 0 }
}
