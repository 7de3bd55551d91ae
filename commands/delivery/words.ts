/** Word to whoever set a digest: what did not go as it should, and what can be done. Each is said once, to them alone. */
import type { DigestSpec } from '../../src/digest/spec.ts'
import type { Slot } from '../../src/schedule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Place } from '../command.ts'
import { inList, specOrNull } from '../digest/spec-kept.ts'
import { noticePage } from '../own-page.ts'
import { type Content, laneOf, unasked, type Word } from './content.ts'
import { nameOf } from './digest-run.ts'

/** What keeps one from being posted often keeps many: word of it waits for so long, and what came up meanwhile is told with it. */
const GATHER_MS = 60_000
/** Word that reaches nobody for so long has lost its worth. */
const WORTH_MS = 7 * 86_400_000

export function missedWord(record: DigestRecord, spec: DigestSpec, slots: readonly Slot[], reason: string, nowMs: number): NewDelivery[] {
  const [first, last] = [slots[0], slots.at(-1)]
  if (first === undefined || last === undefined) return []
  const at = (slot: Slot): string => wallClock(slot.ms, spec.schedule.zone)
  const when = slots.length === 1 ? `the one of ${at(first)} was` : `${slots.length} posts, ${at(first)} to ${at(last)}, were`
  return word(record, `${record.id}:missed:${last.name}`, `${nameWithTopic(record)}: ${when} missed. ${reason}`, nowMs)
}

/** Of one run that could not be posted. `isPaused`: nor will the next ones be. */
export function failedWord(
  record: DigestRecord,
  slot: string,
  { reason, isPaused }: { readonly reason: string; readonly isPaused: boolean },
  nowMs: number,
): NewDelivery[] {
  const which = slot.startsWith('now:')
    ? 'the one that was asked for beside its times'
    : `the one of ${wallClock(Date.parse(`${slot}Z`), 'UTC')}`
  const then = isPaused ? ` It is paused until you say: digest resume ${record.id}` : ''
  return word(record, `${record.id}:failed:${slot}`, `${nameWithTopic(record)}: ${which} was missed. ${reason}${then}`, nowMs, GATHER_MS)
}

export function unreadableWord(record: DigestRecord, nowMs: number, why: string): NewDelivery[] {
  return word(record, `${record.id}:unreadable:${record.nextSlot}`, `${nameWithTopic(record)} is paused. ${why}`, nowMs)
}

/** With what it is on: who set six of them does not know their numbers. */
function nameWithTopic(record: DigestRecord): string {
  const topic = specOrNull(record)?.topic ?? ''
  return `${nameOf(record.id)}${topic === '' ? '' : ` (${inList(topic)})`}`
}

/** None where nobody is known who could be told. */
function word({ direct, surface }: DigestRecord, key: string, text: string, nowMs: number, waitMs = 0): NewDelivery[] {
  if (direct === null) return []
  return [wordTo({ direct, surface }, `word:digest:${key}`, text, nowMs, waitMs)]
}

/** One line to one person, told with whatever else they are to be told by then. `direct`: JSON of their place. */
export function wordTo(
  { direct, surface }: { readonly direct: string; readonly surface: string },
  key: string,
  text: string,
  nowMs: number,
  waitMs = 0,
): NewDelivery {
  return {
    key,
    surface,
    lane: laneOf(JSON.parse(direct) as Place),
    place: direct,
    content: JSON.stringify(wordContent({ lines: [text], others: 0 })),
    dueMs: nowMs + waitMs,
    expiresMs: nowMs + WORTH_MS,
  }
}

export function wordContent(word: Word): Extract<Content, { kind: 'post' }> {
  const { lines, others } = word
  const more = others === 0 ? [] : [`And ${others} more like these: “digest list” and “feeds list” tell how each fares.`]
  const blocks = [...lines, ...more].map((text) => ({ type: 'notice' as const, text }))
  return { kind: 'post', messages: [unasked({ ...noticePage('', ''), blocks })], word }
}
