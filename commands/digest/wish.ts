/** What is wanted of a digest, out of the words of a command; what is not said stays as it was, or as is usual. */
import type { DigestSpec } from '../../src/digest/spec.ts'
import { nearest } from '../../src/nearest.ts'
import { printedSchedule, readSchedule, type Schedule } from '../../src/schedule.ts'
import { findZones, zoneNamed, zonesMeant } from '../../src/zones.ts'
import type { Invocation } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { lineMeant } from './said-options.ts'
import { ACTIONS, EMPTIES, MAX_STORIES, STYLES } from './words.ts'

type Options = Invocation['options']
/** `notes`: how the words were taken, where they may have been meant otherwise. */
export type Wish = { readonly spec: DigestSpec; readonly isZoneGiven: boolean; readonly notes: readonly string[] }

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const GRACE_MS = { least: 5 * MINUTE_MS, usual: 3 * HOUR_MS, most: 24 * HOUR_MS } as const
const GRACE = /^(?:(\d{1,2})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,4})\s*m(?:in(?:ute)?s?)?)?$/i
/** Suggested zones: as many as are read at a glance. */
const MAX_ZONES = 4
const USUAL: Omit<DigestSpec, 'schedule'> = { topic: '', max: 6, style: 'brief', empty: 'say', graceMs: GRACE_MS.usual }
/** Where somebody only looks what one would be like. */
const DAILY = 'daily'

/** `words`: the schedule, '' where it stays as it was. Throws a Misuse. */
export function digestWish(words: string, options: Options, before: DigestSpec | null, readersZone: string): Wish {
  const { schedule, isZoneGiven, notes } = scheduleIn(words, options, before?.schedule ?? null, readersZone)
  const { topic, max, style, empty, graceMs } = before ?? USUAL
  return {
    isZoneGiven,
    notes,
    spec: {
      schedule,
      topic: topicIn(options) ?? topic,
      max: maxIn(options) ?? max,
      style: STYLES.find((one) => one === options.style) ?? style,
      empty: EMPTIES.find((one) => one === options.empty) ?? empty,
      graceMs: graceIn(options) ?? graceMs,
    },
  }
}

/** undefined where none is given. */
export function topicIn({ topic }: Options): string | undefined {
  return typeof topic === 'string' ? topic.replace(/\s+/g, ' ').trim() : undefined
}

/** The line that sets it as it is now. */
export function lineOf({ schedule, topic, max, style, empty, graceMs }: DigestSpec): string {
  const marked = topic.includes('"') ? `“${topic.replace(/[“”]/g, '"')}”` : `"${topic}"`
  const about = topic === '' ? '' : ` topic:${marked}`
  return `digest set ${printedSchedule(schedule)}${about} max:${max} style:${style} empty:${empty} grace:${printedSpan(graceMs)}`
}

/** `3h`, `90m`, `1h30m`; `grace:` reads it. */
export function printedSpan(ms: number): string {
  const [hours, minutes] = [Math.floor(ms / HOUR_MS), Math.round((ms % HOUR_MS) / MINUTE_MS)]
  return `${hours > 0 ? `${hours}h` : ''}${minutes > 0 || hours === 0 ? `${minutes}m` : ''}`
}

function scheduleIn(
  words: string,
  options: Options,
  before: Schedule | null,
  readersZone: string,
): Omit<Wish, 'spec'> & { readonly schedule: Schedule } {
  const named = zoneIn(options)
  if (words === '' && before !== null) return { schedule: { ...before, zone: named ?? before.zone }, isZoneGiven: true, notes: [] }
  const zone = named ?? before?.zone ?? readersZone
  const read = readSchedule(words === '' ? DAILY : words, zone)
  if (!read.ok) {
    const meant = options.action === undefined ? actionMeant(words) : null
    throw new Misuse(meant ?? `${read.problem}${read.isUnknown ? lineMeant(words, options) : ''}`)
  }
  const { schedule, notes } = read
  if (read.isZoneGiven && named !== null && named !== schedule.zone)
    throw new Misuse(`Two time zones are named, ${schedule.zone} and ${named}. Leave one of them out.`)
  return { schedule, notes, isZoneGiven: read.isZoneGiven || named !== null || before !== null }
}

/** `digest lsit` is no schedule. */
function actionMeant(words: string): string | null {
  const [first = '', ...others] = words.split(' ')
  const close = others.length > 1 ? null : nearest(first.toLowerCase(), ACTIONS)
  return close === null ? null : `There is no “digest ${first}”. Did you mean “digest ${close}”?`
}

function zoneIn({ zone }: Options): string | null {
  if (typeof zone !== 'string' || zone.trim() === '') return null
  const meant = zonesMeant(zone)
  const exact = zoneNamed(zone) ?? (meant.length === 1 ? meant[0] : undefined)
  if (exact !== undefined) return exact
  const close = meant.length > 1 ? meant : findZones(zone, MAX_ZONES)
  const found = close.slice(0, MAX_ZONES).join(', ')
  throw new Misuse(
    `There is no time zone “${zone.slice(0, 60)}”. ${found === '' ? 'Write one like Europe/Paris or Asia/Shanghai.' : `Did you mean ${found}?`}`,
  )
}

function maxIn({ max }: Options): number | undefined {
  if (typeof max !== 'number') return undefined
  if (max < 1 || max > MAX_STORIES) throw new Misuse(`max: takes a number of stories from 1 to ${MAX_STORIES}, and ${max} is none.`)
  return max
}

function graceIn({ grace }: Options): number | undefined {
  if (typeof grace !== 'string' || grace.trim() === '') return undefined
  const [, hours, minutes] = GRACE.exec(grace.trim()) ?? []
  const ms = Number(hours ?? 0) * HOUR_MS + Number(minutes ?? 0) * MINUTE_MS
  if (ms < GRACE_MS.least || ms > GRACE_MS.most)
    throw new Misuse(`grace: takes a time from 5m to 24h, such as 3h or 90m, and “${grace.slice(0, 60)}” is none.`)
  return ms
}
