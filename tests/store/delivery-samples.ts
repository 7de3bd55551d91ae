/** What the tests of deliveries and digests have in common. */
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { DigestPlan, NewDigest } from '../../src/store/digest-store.ts'

export const HOUR = 3_600_000
export const LEASE = 60_000
export const NOW = 1_000_000

export function delivery(key: string, fields: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key,
    surface: 'slack',
    lane: key,
    place: '{"at":"C1"}',
    content: `{"of":"${key}"}`,
    dueMs: NOW,
    expiresMs: NOW + HOUR,
    ...fields,
  }
}
/** Taken at a moment, for a minute. */
export const by = (holder: string, nowMs = NOW) => ({ nowMs, leaseMs: LEASE, holder })

export function digest(fields: Partial<NewDigest> = {}): NewDigest {
  return {
    surface: 'slack',
    team: 'T1',
    channel: 'C1',
    place: '{"at":"C1"}',
    owner: 'slack:T1:U1',
    direct: '{"at":"D1"}',
    spec: '{"topic":"ferries"}',
    nextSlot: '2026-11-28T08:00',
    nextMs: NOW,
    createdMs: 0,
    ...fields,
  }
}

/** One run that is queued, at the time given in hours after the first one. */
export function planned(id: number, hour: number, fields: Partial<DigestPlan> = {}): DigestPlan {
  const slot = slotOf(hour)
  return {
    digest: id,
    fromMs: NOW + hour * HOUR,
    next: { slot: slotOf(hour + 1), ms: NOW + (hour + 1) * HOUR },
    runs: [
      {
        slot,
        dueMs: NOW + hour * HOUR,
        state: 'queued',
        reason: null,
        delivery: `digest:${id}:${slot}`,
        atMs: null,
        stories: 1,
        generation: hour + 1,
      },
    ],
    told: [{ storyId: 's1', told: `{"at":${hour}}` }],
    deliveries: [delivery(`digest:${id}:${slot}`, { lane: 'C1' })],
    ...fields,
  }
}
export const slotOf = (hour: number): string => `2026-11-28T${String(8 + hour).padStart(2, '0')}:00`
