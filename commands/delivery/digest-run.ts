/** One run of a digest: what is told, as messages, beside what is to be remembered of it. */

import type { Answer } from '../../src/answer.ts'
import { composeDigest } from '../../src/digest/compose.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { chooseDigest, type Digest } from '../../src/digest.ts'
import { renumbered } from '../../src/renumbered.ts'
import { nextSlots } from '../../src/schedule.ts'
import type { NewDelivery } from '../../src/store/delivery-store.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { patiently } from '../../src/store/patience.ts'
import { remember } from '../citing.ts'
import type { Message, Place, Room } from '../command.ts'
import { led } from '../led.ts'
import { newsActs, RATING, withActs } from '../reception/acts.ts'
import type { Desk } from '../reception/desk.ts'
import { retentionMs } from '../retention.ts'
import { type Content, laneOf, unasked } from './content.ts'

/** `id` null: not set yet. `createdMs`: what came since is news of its first run, whenever that is; null: as far back as from one run to the next. */
export type Planned = { readonly id: number | null; readonly spec: DigestSpec; readonly createdMs: number | null }
export type Made = { readonly digest: Digest; readonly answers: readonly Answer[] }

/** How far back it matters what was told: a story that rests for longer is news again. */
const TOLD_MS = 45 * 86_400_000
const DAY_MS = 86_400_000
/** One that was paused for longer before its first run begins with the last week. */
const MAX_FIRST_MS = 7 * DAY_MS
/** A run beside the schedule is wanted now or never. */
const NOW_GRACE_MS = 15 * 60_000

/** Chosen and composed, nothing kept. `dueMs`: of which run; `now`: of choosing. */
export async function madeDigest(
  room: Pick<Room, 'store' | 'index' | 'search'>,
  { id, spec, createdMs }: Planned,
  when: { readonly dueMs: number; readonly now: Date; readonly isPreview: boolean },
): Promise<Made> {
  const { digests } = room.store
  const { zone } = spec.schedule
  const [since, told] =
    id === null ? [null, new Map()] : await Promise.all([digests.lastTold(id), digests.told(id, when.now.getTime() - TOLD_MS)])
  const digest = await chooseDigest(
    room,
    {
      topic: spec.topic,
      max: spec.max,
      style: spec.style,
      since,
      periodMs: Math.max(periodMs(spec, when.dueMs), Math.min(MAX_FIRST_MS, when.dueMs - (createdMs ?? when.dueMs))),
      told: new Map([...told].map(([story, one]) => [story, one.told])),
    },
    { now: when.now, zone },
  )
  const name = id === null ? 'Digest' : nameOf(id)
  const heading = { name, topic: spec.topic, dueMs: when.dueMs, zone, isPreview: when.isPreview }
  return { digest, answers: composeDigest(digest, heading, spec.style) }
}

/** In its title, and in what is kept of its ratings. */
export function nameOf(id: number): string {
  return `Digest ${id}`
}

/** The longest time between two runs that follow one another: what a first one looks back over. */
export function periodMs({ schedule }: DigestSpec, dueMs: number): number {
  const slots = nextSlots(schedule, dueMs, schedule.days.length + 1).map(({ ms }) => ms)
  const gaps = slots.map((ms, n) => ms - (slots[n - 1] ?? dueMs))
  return Math.max(DAY_MS, ...gaps)
}

/** The articles that stand in it. */
export function shownIn(answers: readonly Answer[]): readonly string[] {
  return answers.flatMap(({ sources }) => sources.map(({ articleId }) => articleId))
}

/** As one answer, for who looks at it beforehand. */
export async function previewOf(room: Room, planned: Planned, when: { readonly dueMs: number; readonly now: Date }): Promise<Answer> {
  const { answers } = await madeDigest(room, planned, { ...when, isPreview: true })
  return joined(answers)
}

/** One after the other, their sources numbered through. */
export function joined(answers: readonly Answer[]): Answer {
  const [first, ...others] = answers
  if (first === undefined) throw new RangeError('joining no answers')
  const sources = [...first.sources]
  const blocks = [...first.blocks]
  for (const next of others) {
    const numbers = new Map<number, number>()
    for (const source of next.sources) {
      const known = sources.find(({ articleId }) => articleId === source.articleId)
      numbers.set(source.n, known?.n ?? sources.length + 1)
      if (known === undefined) sources.push({ ...source, n: sources.length + 1 })
    }
    blocks.push(...next.blocks.flatMap((block) => renumbered(block, (n) => numbers.get(n) ?? null) ?? []))
  }
  return { ...first, sources, blocks }
}

/** The answers with their buttons, as a delivery that stands in the digest's channel from `dueMs` to the end of its grace. */
export async function deliveryOf(
  desk: Desk,
  record: Pick<DigestRecord, 'id' | 'surface' | 'place'>,
  answers: readonly Answer[],
  when: { readonly slot: string; readonly dueMs: number; readonly expiresMs: number; readonly zone: string },
): Promise<NewDelivery> {
  const messages: Message[] = []
  for (const [n, answer] of answers.entries()) {
    const made = { owner: `digest:${record.id}`, question: nameOf(record.id), conversation: null, forMs: retentionMs('presses') }
    // The whole of it is rated, where it tells something.
    const rating = n === answers.length - 1 && answers.some(({ sources }) => sources.length > 0) ? RATING : []
    messages.push(await withActs(desk, unasked(led(answer, desk.room)), made, [...newsActs(answer), ...rating]))
  }
  const content: Content = { kind: 'post', messages, zone: when.zone }
  return {
    key: `digest:${record.id}:${when.slot}`,
    surface: record.surface,
    lane: laneOf(JSON.parse(record.place) as Place),
    place: record.place,
    content: JSON.stringify(content),
    dueMs: when.dueMs,
    expiresMs: when.expiresMs,
  }
}

/** Posts it as soon as its turn comes, beside its schedule: no slot is used up, and what it tells counts as not told yet. */
export async function queueNow(desk: Desk, record: DigestRecord, spec: DigestSpec): Promise<Digest> {
  const now = desk.now()
  const dueMs = now.getTime()
  const { digest, answers } = await madeDigest(desk.room, { ...record, spec }, { dueMs, now, isPreview: false })
  await remember(desk.room, shownIn(answers), dueMs, desk.log, patiently)
  const slot = `now:${now.toISOString()}`
  const delivery = await deliveryOf(desk, record, answers, { slot, dueMs, expiresMs: dueMs + NOW_GRACE_MS, zone: spec.schedule.zone })
  await desk.room.store.digests.plan({
    digest: record.id,
    fromMs: null,
    next: null,
    runs: [
      {
        slot,
        dueMs,
        state: 'queued',
        reason: null,
        delivery: delivery.key,
        atMs: null,
        stories: digest.stories.length,
        generation: digest.generation,
      },
    ],
    told: [],
    deliveries: [delivery],
  })
  return digest
}
