/** Setting a digest, or changing the one that is there: everything is asked and looked at before anything is kept. */
import type { Answer, Block } from '../../src/answer.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { compileRule } from '../../src/rule.ts'
import { nextSlots, printedSchedule, type Slot } from '../../src/schedule.ts'
import { serial } from '../../src/serial.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Invocation, Place, Room } from '../command.ts'
import { madeDigest, periodMs } from '../delivery/digest-run.ts'
import { mayPostTo } from '../may-post.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { type NextRuns, nextRuns } from './next-runs.ts'
import { overtaken, settleOvertaken } from './overtaken.ts'
import { digestNumbered, digestsHere, mayChange, numberIn } from './reach.ts'
import { clockChange, digestActs, runRows, specRows } from './shown.ts'
import { inList, specOrNull } from './spec-kept.ts'
import { digestWish, topicIn, type Wish } from './wish.ts'

const DAY_MS = 86_400_000
/** In one channel: more would drown it. */
const MAX_DIGESTS = 20
/** What is there is read, and what follows from it written, by one after another. */
const inTurn = serial()
const CHANGED = /^#\d+(?=\s|$)/

/** `others`: those that are posted there as well. */
type Wanted = {
  readonly record: DigestRecord | null
  readonly words: string
  readonly place: Place
  readonly others: readonly DigestRecord[]
}

type Kept = Wanted & Wish & NextRuns & { readonly kept: Pick<DigestRecord, 'id' | 'isPaused'> }

export async function setDigest({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const first = await wishOf(options, asked, room, who)
  await checkTopic(room, first.spec.topic, asked)
  const may = await mayPostTo(room, who, first.place)
  if (!may.ok) return noticePage('digest set', `Nothing was set. ${may.problem}`)
  const nowMs = asked.now.getTime()
  const planned = { id: first.record?.id ?? null, spec: first.spec, createdMs: null }
  const { digest } = await madeDigest(room, planned, { dueMs: nowMs, now: asked.now, isPreview: true })
  // All of that takes its time: meanwhile it may have run, or been set by somebody else.
  const set = await inTurn(async () => {
    const wish = await wishOf(options, asked, room, who)
    const after = await runsAfter(room, wish.record, wish.spec, nowMs)
    return { ...wish, ...after, kept: await keep(room, who, wish, wish.spec, after.slots, nowMs) }
  })
  return setPage(set, digest.stories.length, postingOf(room, who, set.place, may.note))
}

function setPage({ record, others, spec, notes, isZoneGiven, slots, note, kept }: Kept, stories: number, posting: string): Answer {
  const said = [
    ...notes,
    ...(note === null ? [] : [note]),
    ...noticesOf(spec, slots, isZoneGiven),
    ...(record === null ? besides(others, spec) : []),
  ]
  const first = record === null ? firstRun(spec, slots) : ''
  const isKnown = record !== null && specOrNull(record)?.topic === spec.topic
  const ending = `Each one tells what is new since the one before${first}. ${toldNow(spec, stories, isKnown)} ${posting}`.trim()
  return ownPage({
    question: 'digest set',
    title: record === null ? `Digest ${kept.id} is set` : `Digest ${kept.id} is changed${record.isPaused ? ' and runs again' : ''}`,
    blocks: [
      { type: 'facts', rows: [...specRows(spec), ...runRows(slots, spec.schedule.zone)] },
      ...[...said, ending].map((text): Block => ({ type: 'notice', text })),
    ],
    followUps: digestActs(kept),
  })
}

async function wishOf(options: Invocation['options'], asked: Invocation['asked'], room: Room, who: Whereabouts): Promise<Wanted & Wish> {
  const wanted = await wantedOf(options, room, who)
  return { ...wanted, ...digestWish(wanted.words, options, wanted.record === null ? null : specOrNull(wanted.record), asked.zone) }
}

/** Which one is changed, if any: the one of the number, or the one on the same topic. Throws a Misuse. */
async function wantedOf(options: Invocation['options'], room: Room, who: Whereabouts): Promise<Wanted> {
  const said = String(options.words ?? '').trim()
  const [numbered = ''] = CHANGED.exec(said) ?? []
  const words = said.slice(numbered.length).trim()
  if (numberIn(words) !== null)
    throw new Misuse(`At ${words} o’clock, or digest ${words}? Write the time like 08:00; to change a digest: digest set #3 daily 08:00`)
  if (numbered !== '') {
    const record = await digestNumbered(room, who, Number(numbered.slice(1)))
    if (!mayChange(who, record)) throw new Misuse(`There is no digest ${record.id} here that you could change.`)
    if (isNothing(words, options) && topicIn(options) === undefined) throw new Misuse(whatOf(record))
    return { record, words, place: JSON.parse(record.place) as Place, others: [] }
  }
  const here = (await digestsHere(room, who)).filter((record) => mayChange(who, record))
  const topic = topicIn(options)
  const same = here.find((record) => folded(specOrNull(record)?.topic ?? '') === folded(topic ?? ''))
  const record = same ?? (words === '' && topic === undefined && here.length === 1 ? here[0] : undefined) ?? null
  if (words === '' && record === null)
    throw new Misuse('When is it to come? Write for example: digest set daily 08:00 Europe/Paris topic:Huawei')
  if (record !== null && isNothing(words, options)) throw new Misuse(whatOf(record))
  if (record === null && here.length >= MAX_DIGESTS)
    throw new Misuse(`There are ${here.length} digests here already, as many as one channel takes. Remove one first: digest list`)
  return { record, words, place: who.here ?? who.direct, others: here }
}

/** The topic may only say which one. */
function isNothing(words: string, options: Invocation['options']): boolean {
  return words === '' && Object.keys(options).every((name) => name === 'action' || name === 'words' || name === 'topic')
}

function whatOf({ id }: DigestRecord): string {
  return `What is to be changed of digest ${id}? Write for example: digest set #${id} daily 08:00 max:5`
}

function folded(topic: string): string {
  return topic.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

async function checkTopic(room: Room, topic: string, asked: Invocation['asked']): Promise<void> {
  if (topic === '') return
  const compiled = await compileRule(room, topic, asked)
  if (!compiled.ok) throw new Misuse(`topic: ${compiled.problem}`)
}

/** Where when it comes stays as it is, so does the next run, also one that is due at this moment. */
async function runsAfter(room: Room, record: DigestRecord | null, spec: DigestSpec, nowMs: number): Promise<NextRuns> {
  if (record === null || !isKept(record, spec)) return await nextRuns(room, record, spec, nowMs)
  return { slots: [{ name: record.nextSlot, ms: record.nextMs }, ...nextSlots(spec.schedule, record.nextMs, 2)], note: null }
}

function isKept(record: DigestRecord, { schedule }: DigestSpec): boolean {
  const before = specOrNull(record)?.schedule
  const isSame = before?.minute === schedule.minute && before.zone === schedule.zone && before.days.join() === schedule.days.join()
  return isSame && !record.isPaused
}

async function keep(
  room: Room,
  who: Whereabouts,
  { record, place }: Pick<Wanted, 'record' | 'place'>,
  spec: DigestSpec,
  [next]: readonly Slot[],
  nowMs: number,
): Promise<Pick<DigestRecord, 'id' | 'isPaused'>> {
  if (next === undefined) throw new RangeError('a schedule without a next run')
  const { digests } = room.store
  const moved = { nextSlot: next.name, nextMs: next.ms }
  // Who set it last is told what goes wrong.
  const owned = { owner: who.owner, direct: JSON.stringify(who.direct) }
  if (record === null) {
    const { surface, team, channel } = place
    const made = { surface, team, channel, place: JSON.stringify(place), ...owned, spec: JSON.stringify(spec), ...moved, createdMs: nowMs }
    return await digests.add(made)
  }
  if (!record.isPaused && !isKept(record, spec)) {
    const reason = 'It was set anew before it was posted.'
    const isFirst = await settleOvertaken(room, record, overtaken(record, nowMs).slots, next, nowMs, reason)
    if (!isFirst) throw new Misuse(`Digest ${record.id} ran, or was changed, at this moment. Say it again.`)
  }
  const isTheirs = who.owner !== null && record.surface === who.surface
  const change = { spec: JSON.stringify(spec), ...(record.isPaused ? moved : {}), ...(isTheirs ? owned : {}), isPaused: false, why: null }
  if (!(await digests.change(record.id, change))) throw new Misuse(`Digest ${record.id} was removed meanwhile.`)
  return { id: record.id, isPaused: false }
}

/** One more where there are some: whoever meant to change one is told how. */
function besides(others: readonly DigestRecord[], spec: DigestSpec): string[] {
  const [one] = others
  if (one === undefined) return []
  const topic = specOrNull(one)?.topic ?? ''
  const which =
    others.length > 1
      ? `There are ${others.length} more here.`
      : `Digest ${one.id} is here as well, on ${topic === '' ? 'everything' : inList(topic)}.`
  return [`${which} To change one instead, name it: digest set #${one.id} ${printedSchedule(spec.schedule)}`]
}

function noticesOf({ schedule }: DigestSpec, slots: readonly Slot[], isZoneGiven: boolean): string[] {
  const change = clockChange(slots, schedule.zone)
  const zone = `No time zone was named: it is that of your settings, ${schedule.zone}. Another one: zone:Asia/Shanghai`
  return [...(isZoneGiven ? [] : [zone]), ...(change === null ? [] : [change])]
}

/** `; the first, what came in the 3 days before it`. */
function firstRun(spec: DigestSpec, [first]: readonly Slot[]): string {
  const days = first === undefined ? 1 : Math.max(1, Math.round(periodMs(spec, first.ms) / DAY_MS))
  return `; the first, what came in the ${days === 1 ? 'day' : `${days} days`} before it`
}

/** So that nobody waits a day to see that a topic is mistyped. `isKnown`: it was set to that before, and may have told all of it. */
function toldNow({ topic, empty }: DigestSpec, stories: number, isKnown: boolean): string {
  const counted = stories === 0 ? 'no story' : stories === 1 ? '1 story' : `${stories} stories`
  const none =
    stories > 0 ? '' : empty === 'quiet' ? ', and stay quiet' : topic === '' || isKnown ? '' : '; where the topic is mistyped, set it again'
  return `Now it would tell ${counted}${none}.`
}

function postingOf({ delivery }: Room, who: Whereabouts, place: Place, note: string | null): string {
  if (place.surface !== who.surface) return 'Whether I may post there is not known at the terminal.'
  if (who.owner === null) return 'It is printed here: in the prompt while it is open, else by the command due, which cron can call.'
  if (delivery === undefined) return 'Digests are posted while “newsdesk serve” runs, which it does not here.'
  const where =
    who.here !== null
      ? who.isInThread
        ? 'It comes into the channel itself, not into this thread; I may post there.'
        : 'I may post here.'
      : `It comes to you alone${who.isManager ? '; for everybody in a channel, say the same there' : ''}.`
  return note === null ? where : `${where} ${note}`
}
