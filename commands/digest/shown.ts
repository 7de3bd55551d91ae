/** Digests and their runs in words. */
import type { Answer, Block, FollowUp, Span } from '../../src/answer.ts'
import { zonedDay } from '../../src/calendar.ts'
import { turns } from '../../src/command-line.ts'
import type { DigestSpec } from '../../src/digest/spec.ts'
import { printedSchedule, type Slot } from '../../src/schedule.ts'
import type { DigestRecord, DigestRun } from '../../src/store/digest-store.ts'
import { wallClock } from '../../src/wall-clock.ts'
import type { Room } from '../command.ts'
import { nameOf } from '../delivery/digest-run.ts'
import { ownPage } from '../own-page.ts'
import type { Whereabouts } from '../whereabouts.ts'
import { isPersonal } from './reach.ts'
import { inList, specOrNull } from './spec-kept.ts'
import { printedSpan } from './wish.ts'

type Row = Extract<Block, { type: 'facts' }>['rows'][number]

/** Of a digest that cannot be read. */
const UNKNOWN_ZONE = 'UTC'
/** Digests, or runs, on a page: a message of every surface holds them. */
const PAGE = 10
/** Digests in one list that have buttons of their own. */
const MAX_WITH_BUTTONS = 4
/** No run is further back than the store keeps, nor shown. */
const MAX_RUNS = 1_000

export const HOW = 'Set one like this: digest set Mon–Fri 08:00 Europe/Paris topic:Huawei max:5'

export function row(label: string, ...spans: readonly (Span | string)[]): Row {
  return { label, spans: spans.map((span) => (typeof span === 'string' ? { type: 'text', text: span } : span)) }
}

/** What it tells and how, a row each. */
export function specRows({ topic, max, style, empty, graceMs, schedule }: DigestSpec): Row[] {
  return [
    row('When', printedSchedule(schedule)),
    row('On', topic === '' ? 'everything' : topic),
    row('Stories', `at most ${max}, ${HOW_TOLD[style]}`),
    row('Nothing new', empty === 'say' ? 'it says so' : 'it stays quiet'),
    row('Late', `up to ${printedSpan(graceMs)} it is posted and says so; later it counts as missed, and you are told`),
  ]
}
const HOW_TOLD: Readonly<Record<DigestSpec['style'], string>> = {
  headlines: 'by their headlines',
  brief: 'each by a sentence of its own',
  full: 'by their headlines, with details under them',
}

/** The next runs in their zone's time, with its difference to UTC, which changes with summer time. */
export function runRows(slots: readonly Slot[], zone: string): Row[] {
  return slots.map(({ name, ms }, n) => {
    const at = `${wallClock(ms, zone)} (${offsetAt(ms, zone)})`
    const scheduled = name.slice(-5)
    const isMoved = !wallClock(ms, zone).endsWith(scheduled)
    return row(n === 0 ? 'Next' : n === 1 ? 'Then' : 'And then', isMoved ? `${at}: the clock there passes over ${scheduled} that day` : at)
  })
}

export function clockChange(slots: readonly Slot[], zone: string): string | null {
  const offsets = [...new Set(slots.map(({ ms }) => offsetAt(ms, zone)))]
  return offsets.length < 2 ? null : `The clock changes in between, ${offsets.join(' to ')}: it stays at that time of day.`
}

/** `UTC+1`, `UTC+5:30`, `UTC`. */
function offsetAt(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(ms)
  // At Greenwich some versions of ICU print `GMT`, others `GMT+0`.
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC').replace(/[+-]0$/, '')
}

/** One row a digest: when, on what, where, what is next, what was last. */
export async function digestRows({ store }: Pick<Room, 'store'>, who: Whereabouts, records: readonly DigestRecord[]): Promise<Row[]> {
  const rows: Row[] = []
  for (const record of records) {
    const spec = specOrNull(record)
    const [last] = await store.digests.history(record.id, 1)
    const [when, zone] =
      spec === null ? ['cannot be read: set it again', UNKNOWN_ZONE] : [printedSchedule(spec.schedule), spec.schedule.zone]
    const on = spec === null || spec.topic === '' ? '' : `, on ${inList(spec.topic)}`
    const next = record.isPaused
      ? // The run that was missed by it says why.
        `paused${record.why === null || record.why === last?.reason ? '' : `: ${inList(record.why)}`}`
      : `next ${wallClock(record.nextMs, zone)}`
    const spans: (Span | string)[] = [`${when}${on}${whereOf(who, record)} · ${next}`]
    if (last !== undefined) spans.push(` · last ${wallClock(last.dueMs, zone)}: `, ...stateOf(last, zone))
    rows.push(row(`Digest ${record.id}`, ...spans))
  }
  return rows
}

/** Said only where it is not here: names of channels are not known, but their ids lead there. */
function whereOf(who: Whereabouts, record: DigestRecord): string {
  if (isPersonal(record)) return who.here === null ? '' : ', to you alone'
  const { surface, channel } = who.here ?? who.direct
  if (record.surface === surface && record.channel === channel) return ''
  return `, in channel ${record.channel}${record.surface === surface ? '' : ` of ${record.surface}`}`
}

/** The digests that somebody can see, a page of them. */
export async function listPage(room: Room, who: Whereabouts, records: readonly DigestRecord[], page: number): Promise<Answer> {
  const shown = records.slice((page - 1) * PAGE, page * PAGE)
  if (shown.length === 0)
    return ownPage({
      question: 'digest list',
      title: 'Digests',
      blocks: [{ type: 'notice', text: `${records.length === 0 ? 'There is no digest here yet.' : 'There are no more.'} ${HOW}` }],
      followUps: records.length === 0 ? [] : [{ label: 'First page', command: 'digest list', turn: true }],
    })
  const trouble = room.delivery?.trouble() ?? null
  return ownPage({
    question: 'digest list',
    title: 'Digests',
    blocks: [
      ...(trouble === null ? [] : [{ type: 'notice' as const, text: `Nothing is posted at present: ${trouble}` }]),
      { type: 'facts', rows: await digestRows(room, who, shown) },
      { type: 'notice', text: HOW },
    ],
    followUps: [...turns('digest list', page, records.length > page * PAGE, { back: 'Earlier', on: 'More' }), ...buttonsOf(shown)],
  })
}

function buttonsOf(records: readonly DigestRecord[]): FollowUp[] {
  const [only] = records
  if (records.length === 1 && only !== undefined) return digestActs(only)
  return records.slice(0, MAX_WITH_BUTTONS).flatMap((record) => namedActs(record, `${record.id}`))
}

/** Among other buttons: `which` names it in each label. */
export function namedActs(record: Pick<DigestRecord, 'id' | 'isPaused'>, which: string): FollowUp[] {
  return [
    { label: `Preview ${which}`, command: `digest preview ${record.id}` },
    pausing(record, ` ${which}`),
    { label: `History ${which}`, command: `digest history ${record.id}` },
  ]
}

/** What can be done with one digest. */
export function digestActs(record: Pick<DigestRecord, 'id' | 'isPaused'>): FollowUp[] {
  return [
    { label: 'Preview', command: `digest preview ${record.id}` },
    { label: 'Post now', command: `digest now ${record.id}` },
    pausing(record, ''),
    { label: 'History', command: `digest history ${record.id}` },
    { label: 'Remove', command: `digest remove ${record.id}` },
  ]
}

function pausing({ id, isPaused }: Pick<DigestRecord, 'id' | 'isPaused'>, which: string): FollowUp {
  return isPaused ? { label: `Resume${which}`, command: `digest resume ${id}` } : { label: `Pause${which}`, command: `digest pause ${id}` }
}

/** Its runs, newest first, with what became of each; those of other years with their year. */
export async function historyPage({ store }: Room, record: DigestRecord, page: number, now: Date): Promise<Answer> {
  const runs = await store.digests.history(record.id, Math.min(MAX_RUNS, page * PAGE + 1))
  const shown = runs.slice((page - 1) * PAGE, page * PAGE)
  const zone = specOrNull(record)?.schedule.zone ?? UNKNOWN_ZONE
  const line = `digest history ${record.id}`
  const yearOf = (ms: number): number => zonedDay(ms, zone).year
  const due = ({ dueMs }: DigestRun): string => wallClock(dueMs, zone, yearOf(dueMs) !== yearOf(now.getTime()))
  const rows = shown.map((run) => row(`${due(run)}${isBeside(run) ? ', asked for' : ''}`, ...stateOf(run, zone)))
  const next = record.isPaused
    ? `Digest ${record.id} is paused${record.why === null ? '.' : `: ${record.why}`}`
    : `The next one is due ${wallClock(record.nextMs, zone)} (${zone}).`
  const { good, bad } = await store.chat.ratings(nameOf(record.id))
  const untold = 'Nobody is told of what it misses, since whoever set it was forgotten. To be told yourself, set it anew: digest set #'
  const nothing = page === 1 ? 'Nothing was due yet.' : 'There are no earlier ones.'
  return ownPage({
    question: line,
    title: `What became of digest ${record.id}`,
    blocks: [
      ...(rows.length === 0 ? [{ type: 'notice' as const, text: nothing }] : [{ type: 'facts' as const, rows }]),
      ...(good + bad === 0 ? [] : [{ type: 'notice' as const, text: `Rated by its readers: ${good} 👍 ${bad} 👎` }]),
      { type: 'notice', text: next },
      ...(record.direct === null ? [{ type: 'notice' as const, text: `${untold}${record.id} ${whenOf(record)}` }] : []),
    ],
    followUps: [...turns(line, page, runs.length > page * PAGE, { back: 'Newer', on: 'Older' }), pausing(record, '')],
  })
}

function whenOf(record: DigestRecord): string {
  const spec = specOrNull(record)
  return spec === null ? 'daily 08:00' : printedSchedule(spec.schedule)
}

function isBeside({ slot }: DigestRun): boolean {
  return slot.startsWith('now:')
}

function stateOf(run: DigestRun, zone: string): (Span | string)[] {
  const stories = run.stories === 0 ? 'nothing new' : run.stories === 1 ? '1 story' : `${run.stories} stories`
  const link: Span[] = run.url === null ? [] : [{ type: 'link', text: 'see it', url: run.url }]
  const linked = (text: string): (Span | string)[] => (link.length === 0 ? [text] : [`${text}, `, ...link])
  switch (run.state) {
    case 'queued':
      return linked(`${stories}, about to be posted`)
    case 'posted':
      return linked(`posted, ${stories}`)
    case 'late':
      return linked(`posted late${run.atMs === null ? '' : `, ${wallClock(run.atMs, zone)}`}, ${stories}`)
    case 'empty':
      return ['nothing new, stayed quiet']
    case 'missed':
      return linked(`missed: ${run.reason ?? 'nobody knows why.'}`)
    default:
      return run.state satisfies never
  }
}
