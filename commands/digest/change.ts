/** What is done with a digest that is set: looked at, posted now, paused, resumed, removed. */
import type { Answer } from '../../src/answer.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import type { DigestRecord } from '../../src/store/digest-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Invocation, Place, Room } from '../command.ts'
import { previewOf } from '../delivery/digest-run.ts'
import { mayPostTo } from '../may-post.ts'
import { Misuse } from '../misuse.ts'
import { noticePage, ownPage } from '../own-page.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { nextRuns } from './next-runs.ts'
import { overtaken, settleOvertaken } from './overtaken.ts'
import { digestMeant, digestsHere, numberIn } from './reach.ts'
import { digestActs } from './shown.ts'
import { specOrNull } from './spec-kept.ts'
import { digestWish, lineOf } from './wish.ts'

/** As it would be posted now, for whoever looks; also of one that is not set, by its options. */
export async function previewDigest({ options, asked }: Invocation, room: Room, who: Whereabouts): Promise<Answer> {
  const words = String(options.words ?? '').trim()
  const record = await previewed(words, options, room, who)
  const { spec } = digestWish(record === null ? words : '', options, record === null ? null : specOf(record), asked.zone)
  return await previewOf(
    room,
    { id: record?.id ?? null, spec, createdMs: record?.createdMs ?? null },
    { dueMs: asked.now.getTime(), now: asked.now },
  )
}

async function previewed(words: string, options: Invocation['options'], room: Room, who: Whereabouts): Promise<DigestRecord | null> {
  if (numberIn(words) !== null) return await digestMeant(room, who, words, 'preview')
  if (words !== '' || options.topic !== undefined || (await digestsHere(room, who)).length === 0) return null
  return await digestMeant(room, who, words, 'preview')
}

export async function postDigest(room: Room, who: Whereabouts, record: DigestRecord): Promise<Answer> {
  specOf(record)
  if (room.delivery === undefined)
    return noticePage(
      'digest now',
      'Digests are posted while “newsdesk serve” runs, which it does not here. To see it all the same: Preview.',
      [{ label: 'Preview', command: `digest preview ${record.id}` }],
    )
  const stories = await room.delivery.postNow(record.id)
  const counted = stories === 0 ? 'nothing new, which it says' : stories === 1 ? '1 story' : `${stories} stories`
  const where = who.owner === null && record.surface === who.surface ? 'here' : 'in its channel'
  const then = record.isPaused ? 'It stays paused otherwise.' : 'The next one comes all the same, when it is due.'
  const text = `Digest ${record.id} comes ${where} now, with ${counted}. ${then}`
  return said('digest now', text, record)
}

export async function pauseDigest({ asked }: Invocation, room: Room, record: DigestRecord): Promise<Answer> {
  const { store } = room
  const nowMs = asked.now.getTime()
  const { slots, next } = overtaken(record, nowMs)
  await settleOvertaken(room, record, slots, next, nowMs, 'It was paused before it was posted.')
  const was = record.isPaused ? ' already' : ''
  if (!record.isPaused && !(await store.digests.change(record.id, { isPaused: true, why: null }))) throw gone(record)
  const why = record.isPaused && record.why !== null ? ` ${record.why}` : ''
  return said('digest pause', `Digest ${record.id} is paused${was}.${why} It stays so until it is resumed.`, { ...record, isPaused: true })
}

/** What came due while it was paused is not made up for. */
export async function resumeDigest({ asked }: Invocation, room: Room, who: Whereabouts, record: DigestRecord): Promise<Answer> {
  const spec = specOf(record)
  const at = (ms: number): string => `${wallClock(ms, spec.schedule.zone)} (${spec.schedule.zone})`
  if (!record.isPaused) return said('digest resume', `Digest ${record.id} is not paused. The next one is due ${at(record.nextMs)}.`, record)
  const may = await mayPostTo(room, who, JSON.parse(record.place) as Place)
  if (!may.ok) return said('digest resume', `Digest ${record.id} stays paused. ${may.problem}`, record)
  const [next] = (await nextRuns(room, record, spec, asked.now.getTime())).slots
  if (next === undefined) throw new RangeError('a schedule without a next run')
  // Whoever set it was forgotten: who looks after it from now on is told what goes wrong.
  const owned = record.direct === null && who.owner !== null ? { owner: who.owner, direct: JSON.stringify(who.direct) } : {}
  const change = { isPaused: false, why: null, nextSlot: next.name, nextMs: next.ms, ...owned }
  if (!(await room.store.digests.change(record.id, change))) throw gone(record)
  return said('digest resume', `Digest ${record.id} runs again. The next one is due ${at(next.ms)}.`, { ...record, isPaused: false })
}

export async function removeDigest({ store }: Room, who: Whereabouts, record: DigestRecord): Promise<Answer> {
  if (!(await store.digests.remove(record.id))) throw gone(record)
  const spec = specOrNull(record)
  const line = spec === null ? null : lineOf(spec)
  const { surface, channel } = who.here ?? who.direct
  const isHere = record.surface === surface && record.channel === channel
  const again = line === null ? '' : ` To set it again${isHere ? '' : ', say there'}: ${line}`
  const text = `Digest ${record.id} is removed with its history; what it posted stays.${again}`
  return ownPage({
    question: 'digest remove',
    title: '',
    blocks: [{ type: 'notice', text }],
    followUps: line === null || !isHere ? [] : [{ label: 'Set it again', command: line }],
  })
}

function specOf(record: DigestRecord): DigestSpec {
  const spec = specOrNull(record)
  if (spec !== null) return spec
  throw new Misuse(
    `What is kept of digest ${record.id} cannot be read here. Set it again: digest set #${record.id} daily 08:00 Europe/Paris`,
  )
}

function gone({ id }: DigestRecord): Misuse {
  return new Misuse(`Digest ${id} was removed meanwhile. To see which there are: digest list`)
}

function said(question: string, text: string, record: Pick<DigestRecord, 'id' | 'isPaused'>): Answer {
  return ownPage({ question, title: '', blocks: [{ type: 'notice', text }], followUps: digestActs(record) })
}
