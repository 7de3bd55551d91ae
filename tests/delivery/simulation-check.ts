/** What became of every local slot, told by the history, the platforms and an oracle that knows nothing of the program; and everything that is not as promised. */
import type { DigestRun } from '../../src/store/digest-store.ts'
import { type ZoneClock, zoneClock } from '../zone-clock.ts'
import type { Course } from './simulation.ts'
import { type BookedDigest, slotsOf } from './simulation-book.ts'
import { type Posted, urlOf } from './simulation-platform.ts'
import { DAY_MS, MINUTE_MS } from './simulation-world.ts'

export type Verdict = {
  readonly slots: number
  readonly posted: number
  readonly late: number
  readonly empty: number
  readonly missed: number
  /** Of missed ones: an earlier try, whose end was unknown, stands in a channel that was closed before anybody could look. */
  readonly missedThoughStanding: number
  /** Reason → how many were missed for it. */
  readonly reasons: ReadonlyMap<string, number>
  readonly messages: number
  /** Messages that told of more than one thing that went wrong, and how many they told of. */
  readonly gathered: { readonly messages: number; readonly words: number }
  /** Posted again because a moderator had taken it away before anybody could look; the reply to the first was lost. */
  readonly postedAgain: number
  readonly duplicates: number
  /** One sentence each; at most MAX_FAULTS. */
  readonly faults: readonly string[]
}

/** So late, a post has to say so. */
const LATE_MS = 5 * MINUTE_MS
const MAX_FAULTS = 50
const MAX_RUNS = 1_000

export async function judge(course: Course): Promise<Verdict> {
  const clocks = new Map<string, ZoneClock>()
  const clockOf = (zone: string): ZoneClock => {
    const clock = clocks.get(zone) ?? zoneClock(zone, course.startMs - 30 * DAY_MS, course.endMs + 30 * DAY_MS)
    clocks.set(zone, clock)
    return clock
  }
  const tally = {
    slots: 0,
    posted: 0,
    late: 0,
    empty: 0,
    missed: 0,
    missedThoughStanding: 0,
    reasons: new Map<string, number>(),
    faults: [] as string[],
  }
  const fault = (text: string): void => void (tally.faults.length < MAX_FAULTS && tally.faults.push(text))
  for (const digest of course.book) {
    const runs = await course.newsroom.store.digests.history(digest.id, MAX_RUNS)
    const { sure, dueMs } = slotsOf(digest, clockOf)
    const seen = new Map(runs.map((run) => [run.slot, run]))
    if (seen.size !== runs.length) fault(`digest ${digest.id}: ${runs.length - seen.size} slots have two runs`)
    const dates = Map.groupBy(
      runs.filter(({ state }) => state !== 'missed'),
      ({ slot }) => dateOf(slot),
    )
    // A date has one run: where another time of day was set, also under a clock that was ahead, the one that it had.
    for (const slot of sure)
      if (!seen.has(slot) && !dates.has(dateOf(slot))) fault(`digest ${digest.id} (${digest.words}): no run for ${slot}`)
    for (const [date, those] of dates) if (those.length > 1) fault(`digest ${digest.id} (${digest.words}): ${those.length} runs on ${date}`)
    const told = wordsTo(course, digest)
    for (const run of runs) {
      tally.slots++
      const label = `digest ${digest.id} (${digest.words}), ${run.slot}, ${run.state}`
      if (!dueMs.get(run.slot)?.includes(run.dueMs)) fault(`${label}: there is no such slot at ${new Date(run.dueMs).toISOString()}`)
      for (const problem of problemsOf(course, digest, run, told)) fault(`${label}: ${problem}`)
      if (run.state === 'queued') continue
      tally[run.state]++
      if (run.state === 'missed') tally.reasons.set(run.reason ?? '', (tally.reasons.get(run.reason ?? '') ?? 0) + 1)
      if (run.state === 'missed' && standingOf(course, digest, run).length > 0) tally.missedThoughStanding++
    }
  }
  const all = course.platforms.flatMap(({ posted }) => [...posted])
  const together = all.filter(([, posts]) => standTogether(posts))
  for (const [key, posts] of together) fault(`${key} was posted ${posts.length} times`)
  for (const [line, times] of course.errors) fault(`logged ${times} times: ${line}`)
  return {
    ...tally,
    messages: all.reduce((sum, [, posts]) => sum + posts.length, 0),
    gathered: { messages: new Set(course.toldWith.values()).size, words: course.toldWith.size },
    postedAgain: all.filter(([, posts]) => posts.length > 1).length - together.length,
    duplicates: together.length,
  }
}

function dateOf(slot: string): string {
  return slot.slice(0, '2026-11-28'.length)
}

/** Whether anybody ever saw two of them beside one another. */
function standTogether(posts: readonly Posted[]): boolean {
  return posts.some((one, n) => posts.slice(n + 1).some((other) => one.arrivesMs < other.deletedMs && other.arrivesMs < one.deletedMs))
}

/** What is not as promised of one run. */
function problemsOf(course: Course, digest: BookedDigest, run: DigestRun, told: readonly string[]): string[] {
  const post = standingOf(course, digest, run).at(-1)
  switch (run.state) {
    case 'posted':
    case 'late':
      return post === undefined ? ['no message stands'] : problemsOfPost(digest, run, post)
    case 'empty':
      return [...(digest.isQuiet ? [] : ['it should have said that nothing is new']), ...(post === undefined ? [] : ['a message stands'])]
    case 'missed':
      return [
        ...(run.reason === null || run.reason === '' ? ['no reason is given'] : []),
        ...(post === undefined || isUnknowable(run) || isTakenAway(post) ? [] : ['a message stands']),
        ...(isTold(run.slot, told) ? [] : ['nobody was told of it']),
      ]
    case 'queued':
      return ['it has not come to an end']
    default:
      return run.state satisfies never
  }
}

function problemsOfPost({ graceMs, channel }: BookedDigest, run: DigestRun, post: Posted): string[] {
  const lateMs = post.atMs - run.dueMs
  return [
    ...(lateMs < 0 ? [`posted ${-lateMs} ms before its time`] : []),
    ...(lateMs > graceMs ? [`posted ${Math.round((lateMs - graceMs) / MINUTE_MS)} minutes after its grace`] : []),
    ...(lateMs > LATE_MS && !post.isMarkedLate ? [`posted ${Math.round(lateMs / MINUTE_MS)} minutes late without saying so`] : []),
    ...(lateMs <= LATE_MS && post.isMarkedLate ? ['says that it is late, and is not'] : []),
    ...(post.isMarkedLate === (run.state === 'late') ? [] : ['the message and the history disagree on whether it is late']),
    ...(post.channel === channel ? [] : ['posted in another channel']),
    ...(run.url === urlOf(post.ref) ? [] : [`its link is ${run.url}`]),
  ]
}

function standingOf({ platforms }: Course, { surface }: BookedDigest, { delivery }: DigestRun): readonly Posted[] {
  return delivery === null ? [] : (platforms.find(({ name }) => name === surface)?.posted.get(delivery) ?? [])
}

/** By a moderator, before its sender heard that it stood: then nothing was there to be found. */
function isTakenAway({ deletedMs }: Posted): boolean {
  return deletedMs < Number.POSITIVE_INFINITY
}

/** A closed channel cannot be looked at, so that what an earlier try left there nobody knows. */
function isUnknowable({ reason }: DigestRun): boolean {
  return reason !== null && /channel closed|cannot be known/.test(reason)
}

/** Slots that word went to the manager of, in order: `missed:<slot>` stands for all that were missed up to it. */
function wordsTo({ platforms, toldWith }: Course, { surface, id }: BookedDigest): readonly string[] {
  const posted = platforms.find(({ name }) => name === surface)?.posted
  const isPosted = (key: string | undefined): boolean => key !== undefined && (posted?.has(key) === true || isPosted(toldWith.get(key)))
  const prefix = `word:digest:${id}:`
  const keys = new Set([...(posted?.keys() ?? []), ...toldWith.keys()])
  return [...keys].filter((key) => key.startsWith(prefix) && isPosted(key)).map((key) => key.slice(prefix.length))
}

function isTold(slot: string, words: readonly string[]): boolean {
  return words.some((word) => word === `failed:${slot}` || (word.startsWith('missed:') && word.slice('missed:'.length) >= slot))
}
