/** Which stories a digest tells, and in which order: by outlets, prominence, recency and fit; no name and no event fills it. */
import { inCommon } from './line.ts'

export type Rankable = {
  readonly id: string
  /** Publishers that told it within the window. */
  readonly outlets: number
  readonly newestMs: number
  /** Of its names in the corpus, 0–1. */
  readonly prominence: number
  /** How much it is a report, of the day and of weight, 0–1. */
  readonly news: number
  /** How well it is about the topic, 0–1. */
  readonly fit: number
  /** Keys of the names that it is about, the leading one first. */
  readonly names: readonly string[]
  /** Of the headline. */
  readonly title: readonly string[]
  /** Of the sentence that tells it. */
  readonly line: readonly string[]
}
/** `chosen`, best first, then those `left` for want of room; `same` tell an event that another one tells: id → the other's. */
export type Choice<T> = { readonly chosen: readonly T[]; readonly left: readonly T[]; readonly same: ReadonlyMap<string, string> }

/** A second outlet counts more than the tenth. What several tell, and what happened, matters before who it is about, that before the hour. */
const WEIGHTS = { outlets: 1, news: 1.6, prominence: 0.6, recency: 0.4, fit: 1 }
/** For each chosen story that has the same leading name, and for names in common. */
const SAME_LEADER = 0.6
const SHARED_NAMES = 0.3
/** Lines that one leading name may have while others wait. */
const LEADER_SHARE = 1 / 3
/** Two headlines, or two sentences, so alike tell one event. */
const SAME_TITLE = 0.6
const SAME_LINE = 0.6
const MIN_COMPARED = 3
/** The words of headline and sentence together: so many, fewer where they have a name in common, and this share of the one with fewer. */
const SAME_SAID = 0.5
const MIN_SAID = 9
const MIN_SAID_OF_ONE = 7
/** Stories remembered by one of their words: what more of them hold tells none apart. */
const MAX_HELD = 60

export function rank<T extends Rankable>(stories: readonly T[], window: { readonly fromMs: number; readonly nowMs: number }): T[] {
  const length = Math.max(1, window.nowMs - window.fromMs)
  const scored = stories.map((story) => ({ story, score: scoreOf(story, window.nowMs, length) }))
  return scored
    .sort((a, b) => b.score - a.score || b.story.newestMs - a.story.newestMs || (a.story.id < b.story.id ? -1 : 1))
    .map(({ story }) => story)
}

function scoreOf({ outlets, news, prominence, newestMs, fit }: Rankable, nowMs: number, length: number): number {
  const recency = Math.min(1, Math.max(0, 1 - (nowMs - newestMs) / length))
  const told = WEIGHTS.outlets * Math.log2(Math.max(1, outlets)) + WEIGHTS.news * news
  return told + WEIGHTS.prominence * prominence + WEIGHTS.recency * recency + WEIGHTS.fit * fit
}

/** `topic`: keys of the names that were asked for; these may fill it. */
export function choose<T extends Rankable>(
  stories: readonly T[],
  window: { readonly fromMs: number; readonly nowMs: number },
  most: number,
  topic: ReadonlySet<string>,
): Choice<T> {
  const ranked = rank(stories, window)
  const { kept, same } = onceEach(ranked)
  const length = Math.max(1, window.nowMs - window.fromMs)
  const scores = new Map(kept.map((story) => [story.id, scoreOf(story, window.nowMs, length)]))
  const chosen: T[] = []
  const waiting = new Set(kept)
  const cap = Math.max(1, Math.ceil(most * LEADER_SHARE))
  while (chosen.length < most && waiting.size > 0) {
    const able = [...waiting].filter((story) => ledBy(chosen, story, topic) < cap)
    // Where nothing else is there, a name has more than its share.
    const next = bestOf(able.length > 0 ? able : [...waiting], chosen, scores, topic)
    if (next === undefined) break
    chosen.push(next)
    waiting.delete(next)
  }
  return { chosen, left: kept.filter((story) => waiting.has(story)), same }
}

function bestOf<T extends Rankable>(
  able: readonly T[],
  chosen: readonly T[],
  scores: ReadonlyMap<string, number>,
  topic: ReadonlySet<string>,
): T | undefined {
  let best: T | undefined
  let bestScore = Number.NEGATIVE_INFINITY
  for (const story of able) {
    const names = story.names.filter((name) => !topic.has(name))
    const shared = Math.max(
      0,
      ...chosen.map((other) => (names.length === 0 ? 0 : names.filter((name) => other.names.includes(name)).length / names.length)),
    )
    const score = (scores.get(story.id) ?? 0) - SAME_LEADER * ledBy(chosen, story, topic) - SHARED_NAMES * shared
    if (score > bestScore) {
      best = story
      bestScore = score
    }
  }
  return best
}

function leaderOf(story: Rankable, topic: ReadonlySet<string>): string | null {
  return story.names.find((name) => !topic.has(name)) ?? null
}

/** Chosen stories with the same leading name. */
function ledBy(chosen: readonly Rankable[], story: Rankable, topic: ReadonlySet<string>): number {
  const name = leaderOf(story, topic)
  return name === null ? 0 : chosen.filter((other) => leaderOf(other, topic) === name).length
}

/** Of stories that tell one event, the best ranked. Only those that share a word of their headlines or sentences are compared. */
function onceEach<T extends Rankable>(ranked: readonly T[]): { readonly kept: readonly T[]; readonly same: Map<string, string> } {
  const kept: T[] = []
  const same = new Map<string, string>()
  const byTerm = new Map<string, T[]>()
  for (const story of ranked) {
    const terms = new Set([...story.title, ...story.line])
    const near = new Map<T, number>()
    for (const other of [...terms].flatMap((term) => byTerm.get(term) ?? [])) near.set(other, (near.get(other) ?? 0) + 1)
    const twin = [...near].find(
      ([other, shared]) => shared >= MIN_COMPARED && (isSame(story, other) || saysSame(story, other, shared)),
    )?.[0]
    if (twin !== undefined) {
      same.set(story.id, twin.id)
      continue
    }
    kept.push(story)
    for (const term of terms) {
      const held = byTerm.get(term)
      if (held === undefined) byTerm.set(term, [story])
      else if (held.length < MAX_HELD) held.push(story)
    }
  }
  return { kept, same }
}

function isSame(a: Rankable, b: Rankable): boolean {
  const alike = (one: readonly string[], other: readonly string[], least: number): boolean =>
    Math.min(one.length, other.length) >= MIN_COMPARED && inCommon(one, other) >= least
  return alike(a.title, b.title, SAME_TITLE) || alike(a.line, b.line, SAME_LINE)
}

/** `shared`: terms that both have. */
function saysSame(a: Rankable, b: Rankable, shared: number): boolean {
  if (shared < (a.names.some((name) => b.names.includes(name)) ? MIN_SAID_OF_ONE : MIN_SAID)) return false
  const sizeOf = ({ title, line }: Rankable): number => new Set([...title, ...line]).size
  return shared / Math.min(sizeOf(a), sizeOf(b)) >= SAME_SAID
}
