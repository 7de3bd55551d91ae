/** Digests and their runs as the managers' pages list them. */
import type { DigestRow, RunRow } from '../../adapters/web/host.ts'
import { isPersonal } from '../../commands/digest/reach.ts'
import { specOrNull } from '../../commands/digest/spec-kept.ts'
import { nextSlots, printedSchedule } from '../schedule.ts'
import type { DigestRecord, DigestRun } from '../store/digest-store.ts'
import type { Store } from '../store/store.ts'
import { wallClock } from '../wall-clock.ts'
import { digestKey } from './digest-key.ts'
import type { Looked } from './troubles.ts'

/** Of a digest that cannot be read. */
const UNKNOWN_ZONE = 'UTC'
const SHOWN_NEXT = 3
/** About three months of a daily one. */
const MAX_RUNS = 100

export async function digestRow(store: Pick<Store, 'digests' | 'settingOr'>, record: DigestRecord): Promise<DigestRow> {
  const spec = specOrNull(record)
  const zone = spec?.schedule.zone ?? UNKNOWN_ZONE
  const [last] = await store.digests.history(record.id, 1)
  const { id, surface, isPaused, why, nextMs } = record
  const slots = spec === null ? [] : nextSlots(spec.schedule, nextMs, SHOWN_NEXT - 1)
  return {
    id,
    surface,
    where: whereOf(record),
    schedule: spec === null ? 'cannot be read by this version: set it again' : printedSchedule(spec.schedule),
    topic: spec?.topic ?? '',
    isPaused,
    why,
    next: isPaused ? [] : [nextMs, ...slots.map(({ ms }) => ms)].map((ms) => wallClock(ms, zone)),
    last: last === undefined ? null : runRow(last, zone),
    feedKey: await digestKey(store, id),
  }
}

/** Newest first. */
export async function runRows(store: Pick<Store, 'digests'>, record: DigestRecord): Promise<readonly RunRow[]> {
  const zone = specOrNull(record)?.schedule.zone ?? UNKNOWN_ZONE
  return (await store.digests.history(record.id, MAX_RUNS)).map((run) => runRow(run, zone))
}

/** Those whose last run was missed and due since then; one that is paused says so itself. */
export async function lastMissed(
  store: Pick<Store, 'digests'>,
  records: readonly DigestRecord[],
  sinceMs: number,
): Promise<Looked['missed']> {
  const missed: { id: number; at: string; reason: string | null }[] = []
  for (const record of records.filter(({ isPaused }) => !isPaused)) {
    const [last] = await store.digests.history(record.id, 1)
    if (last?.state !== 'missed' || last.dueMs < sinceMs) continue
    missed.push({ id: record.id, at: wallClock(last.dueMs, specOrNull(record)?.schedule.zone ?? UNKNOWN_ZONE), reason: last.reason })
  }
  return missed
}

function runRow({ slot, dueMs, state, reason, stories, atMs, url }: DigestRun, zone: string): RunRow {
  const beside = slot.startsWith('now:') ? ', asked for' : ''
  return { slot: `${wallClock(dueMs, zone, true)}${beside}`, state, reason, stories, atMs, url }
}

/** Names of channels are not known, but their ids lead there. */
function whereOf(record: DigestRecord): string {
  if (isPersonal(record)) return 'a direct message, to who set it'
  return record.channel === record.surface ? 'here' : `channel ${record.channel}`
}
