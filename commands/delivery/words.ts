/** Word to whoever set a digest: what did not go as it should, and what can be done. Each is said once, to them alone. */
import type { DigestSpec } from '../../src/digest/spec.ts'
import type { Slot } from '../../src/schedule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Place } from '../command.ts'
import { noticePage } from '../own-page.ts'
import { type Content, laneOf, unasked } from './content.ts'

/** Word that reaches nobody for so long has lost its worth. */
const WORTH_MS = 7 * 86_400_000

export function missedWord(record: DigestRecord, spec: DigestSpec, slots: readonly Slot[], reason: string, nowMs: number): NewDelivery[] {
  const [first, last] = [slots[0], slots.at(-1)]
  if (first === undefined || last === undefined) return []
  const at = (slot: Slot): string => wallClock(slot.ms, spec.schedule.zone)
  const when = slots.length === 1 ? `the one of ${at(first)} was` : `${slots.length} posts, ${at(first)} to ${at(last)}, were`
  return word(record, `${record.id}:missed:${last.name}`, `${nameOf(record)}: ${when} missed. ${reason}`, nowMs)
}

/** Of one run that could not be posted. `isPaused`: nor will the next ones be. */
export function failedWord(
  record: DigestRecord,
  slot: string,
  { reason, isPaused }: { readonly reason: string; readonly isPaused: boolean },
  nowMs: number,
): NewDelivery[] {
  const then = isPaused ? ` It is paused until you say: digest resume ${record.id}` : ''
  return word(
    record,
    `${record.id}:failed:${slot}`,
    `${nameOf(record)}: the one of ${slot.replace('T', ', ')} was missed. ${reason}${then}`,
    nowMs,
  )
}

export function unreadableWord(record: DigestRecord, nowMs: number, why: string): NewDelivery[] {
  return word(record, `${record.id}:unreadable:${record.nextSlot}`, `${nameOf(record)} is paused. ${why}`, nowMs)
}

function nameOf({ id }: DigestRecord): string {
  return `Digest ${id}`
}

/** None where nobody is known who could be told. */
function word({ direct, surface }: DigestRecord, key: string, text: string, nowMs: number): NewDelivery[] {
  if (direct === null) return []
  return [wordTo({ direct, surface }, `word:digest:${key}`, text, nowMs)]
}

/** One line to one person. `direct`: JSON of their place. */
export function wordTo(
  { direct, surface }: { readonly direct: string; readonly surface: string },
  key: string,
  text: string,
  nowMs: number,
): NewDelivery {
  const content: Content = { kind: 'post', messages: [unasked(noticePage('', text))] }
  return {
    key,
    surface,
    lane: laneOf(JSON.parse(direct) as Place),
    place: direct,
    content: JSON.stringify(content),
    dueMs: nowMs,
    expiresMs: nowMs + WORTH_MS,
  }
}
