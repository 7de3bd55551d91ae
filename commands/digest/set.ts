/** Setting a digest, or changing the one that is there: everything is asked and looked at before anything is kept. */
import type { Answer, Block } from '../../src/answer.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { compileRule } from '../../src/rule.ts'
import { nextSlots, type Slot } from '../../src/schedule.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import type { Invocation, Place, Room } from '../command.ts'
import { madeDigest } from '../delivery/digest-run.ts'
import { mayPostTo } from '../may-post.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { settleOvertaken } from './overtaken.ts'
import { digestNumbered, digestsHere, mayChange, numberIn } from './reach.ts'
import { clockChange, digestActs, runRows, specOrNull, specRows } from './shown.ts'
import { digestWish, topicIn } from './wish.ts'

/** In one channel: more would drown it. */
const MAX_DIGESTS = 20
/** Shown of what comes next. */
const SHOWN_RUNS = 3
/** Runs behind which none of the next days can be. */
const MAX_RUNS = 1_000
const CHANGED = /^#\d+(?=\s|$)/

type Wanted = { readonly record: DigestRecord | null; readonly words: string; readonly place: Place }

export async function setDigest({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const wanted = await wantedOf(options, room, who)
  const before = wanted.record === null ? null : specOrNull(wanted.record)
  const { spec, isZoneGiven } = digestWish(wanted.words, options, before, asked.zone)
  await checkTopic(room, spec.topic, asked)
  const may = await mayPostTo(room, who, wanted.place)
  if (!may.ok) return noticePage('digest set', `Nothing was set. ${may.problem}`)
  const nowMs = asked.now.getTime()
  if (wanted.record !== null) await settleOvertaken(room, wanted.record, nowMs, 'It was set anew before it was posted.')
  const slots = await freeSlots(room, wanted.record, spec, nowMs)
  const id = wanted.record?.id ?? null
  const { digest } = await madeDigest(room, { id, spec, createdMs: null }, { dueMs: nowMs, now: asked.now, isPreview: true })
  const kept = await keep(room, who, wanted, spec, slots, nowMs)
  const isSame = wanted.record !== null
  const blocks: Block[] = [
    { type: 'facts', rows: [...specRows(spec), ...runRows(slots, spec.schedule.zone)] },
    ...noticesOf(spec, slots, isZoneGiven),
    { type: 'notice', text: `${firstRun(spec, digest.stories.length, isSame)} ${postingOf(room, who, wanted.place, may.note)}`.trim() },
  ]
  return ownPage({
    question: 'digest set',
    title: isSame ? `Digest ${kept.id} is changed${wanted.record.isPaused ? ' and runs again' : ''}` : `Digest ${kept.id} is set`,
    blocks,
    followUps: digestActs(kept),
  })
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
    return { record, words, place: JSON.parse(record.place) as Place }
  }
  const here = (await digestsHere(room, who)).filter((record) => mayChange(who, record))
  const topic = topicIn(options)
  const same = here.find((record) => folded(specOrNull(record)?.topic ?? '') === folded(topic ?? ''))
  const record = same ?? (words === '' && topic === undefined && here.length === 1 ? here[0] : undefined) ?? null
  if (words === '' && record === null)
    throw new Misuse('When is it to come? Write for example: digest set daily 08:00 Europe/Paris topic:Huawei')
  if (record === null && here.length >= MAX_DIGESTS)
    throw new Misuse(`There are ${here.length} digests here already, as many as one channel takes. Remove one first: digest list`)
  return { record, words, place: who.here ?? who.direct }
}

function folded(topic: string): string {
  return topic.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

async function checkTopic(room: Room, topic: string, asked: Invocation['asked']): Promise<void> {
  if (topic === '') return
  const compiled = await compileRule(room, topic, asked)
  if (!compiled.ok) throw new Misuse(`topic: ${compiled.problem}`)
}

/** The next runs after now; one that was already run under its date and time is not run again, also where the zone has changed since. */
export async function freeSlots({ store }: Room, record: DigestRecord | null, spec: DigestSpec, nowMs: number): Promise<readonly Slot[]> {
  const runs = record === null ? [] : await store.digests.history(record.id, MAX_RUNS)
  const done = new Set(runs.map(({ slot }) => slot))
  // A clock that was set back finds as many of them behind it as it was set back by.
  const slots = nextSlots(spec.schedule, nowMs, SHOWN_RUNS + Math.min(MAX_RUNS - SHOWN_RUNS, done.size))
  return slots.filter(({ name }) => !done.has(name)).slice(0, SHOWN_RUNS)
}

async function keep(
  { store }: Room,
  who: Whereabouts,
  { record, place }: Wanted,
  spec: DigestSpec,
  [next]: readonly Slot[],
  nowMs: number,
): Promise<Pick<DigestRecord, 'id' | 'isPaused'>> {
  if (next === undefined) throw new RangeError('a schedule without a next run')
  const changed = { spec: JSON.stringify(spec), nextSlot: next.name, nextMs: next.ms }
  // Who set it last is told what goes wrong.
  const owned = { owner: who.owner, direct: JSON.stringify(who.direct) }
  if (record === null) {
    const { surface, team, channel } = place
    return await store.digests.add({ surface, team, channel, place: JSON.stringify(place), ...owned, ...changed, createdMs: nowMs })
  }
  const isTheirs = who.owner !== null && record.surface === who.surface
  const change = { ...changed, ...(isTheirs ? owned : {}), isPaused: false, why: null }
  if (!(await store.digests.change(record.id, change))) throw new Misuse(`Digest ${record.id} was removed meanwhile.`)
  return { id: record.id, isPaused: false }
}

function noticesOf({ schedule }: DigestSpec, slots: readonly Slot[], isZoneGiven: boolean): Block[] {
  const change = clockChange(slots, schedule.zone)
  return [
    ...(isZoneGiven
      ? []
      : [
          {
            type: 'notice' as const,
            text: `No time zone was named: it is that of your settings, ${schedule.zone}. Another one: zone:Asia/Shanghai`,
          },
        ]),
    ...(change === null ? [] : [{ type: 'notice' as const, text: change }]),
  ]
}

/** What it would tell now, so that nobody waits a day to see that a topic is mistyped. */
function firstRun({ topic, empty }: DigestSpec, stories: number, isSame: boolean): string {
  const counted = stories === 0 ? 'no story' : stories === 1 ? '1 story' : `${stories} stories`
  const first = isSame ? '' : '; the first, as far back as from one run to the next'
  const none = stories > 0 ? '' : empty === 'quiet' ? ', and stay quiet' : topic === '' ? '' : '; where the topic is mistyped, set it again'
  return `Each run tells what came since the one before${first}. Now it would tell ${counted}${none}.`
}

function postingOf({ delivery }: Room, who: Whereabouts, place: Place, note: string | null): string {
  if (place.surface !== who.surface) return 'Whether I may post there is not known at the terminal.'
  if (who.owner === null) return 'It is printed here: in the prompt while it is open, else by the command due, which cron can call.'
  if (delivery === undefined) return 'Digests are posted while “newsdesk serve” runs, which it does not here.'
  const where =
    who.here !== null
      ? 'I may post here.'
      : `It comes to you alone${who.isManager ? '; for everybody in a channel, say the same there' : ''}.`
  return note === null ? where : `${where} ${note}`
}
