/**
 * Stories: which articles tell of one event. Each new article is compared with the few that share rare names and title words with it
 * within days, or near copies of it at any time; the articles around it are then grouped anew, so that little depends on who came first.
 */

import type { Analysed, StoryRecord, StoryStore, TracedArticle, TraceRecord } from '../store/store.ts'
import { topicRarity } from './bm25.ts'
import type { SearchIndex } from './search-index.ts'
import { clusters } from './story-clusters.ts'
import { knowFamiliar } from './story-familiar.ts'
import { STORY_DAYS, similarity } from './story-similarity.ts'
import { copyKeysOf, hashTerm } from './story-sketch.ts'
import { dayOfTrace, decodeTrace, keysOf, recordOf, type Trace, traceOf } from './story-traces.ts'
import type { Rarity } from './story-weights.ts'

type Frequencies = Pick<SearchIndex, 'documentFrequency' | 'size'>
type Member = { readonly id: string; readonly title: string; readonly headlined: boolean; readonly trace: Trace }
/** One run: what was read and what is to be written. Mutable. */
type Desk = {
  readonly store: StoryStore
  readonly rarity: Rarity
  /** From this likeness on, two articles are of one story. */
  readonly same: number
  readonly members: Map<string, Member>
  /** Of a trace with those of the articles named: one neighbourhood is grouped anew with each article that joins it. */
  readonly likenesses: WeakMap<Trace, Map<string, number>>
  readonly storyOf: Map<string, string | null>
  /** As they now are; one without articles is forgotten. */
  readonly stories: Map<string, StoryRecord>
  readonly changed: Set<string>
}

/**
 * Two articles this alike, or two groups on average, tell of one event. A small corpus knows too little of what is rare for its articles
 * to look alike; in a large one it is a little more than as likely as not. Measured over corpora of 21 to 5,500 articles (docs/evaluation.md).
 */
const SAME_STORY_FEW = 0.45
const SAME_STORY_MANY = 0.55
const FEW = 100
const MANY = 2_500
const MAX_CANDIDATES = 24
/** Candidates share this much of the weight of an article's keys. */
const MIN_SHARED_WEIGHT = 0.15
/** A larger neighbourhood is not grouped anew: the article joins the story that it fits best. */
const MAX_REGROUPED = 40
/** Members by which the fit to a large story is judged. */
const BEST_FITS = 3
/** What an earlier run left without a story, because it was cut off: so many are caught up with at a time. */
export const CATCH_UP = 200
/** Stories that can be named after one article. */
const MAX_NAMESAKES = 1_000
/** Articles kept in one run; they are read again when needed. */
const MAX_KEPT = 5_000

/**
 * Puts articles that are stored and indexed into stories. Running it again with the same articles changes nothing; a changed article may move.
 * `load` reads articles that an earlier run left out.
 */
export async function tellStories(
  store: StoryStore,
  index: Frequencies,
  fresh: readonly Analysed[],
  load: (ids: readonly string[]) => Promise<readonly Analysed[]>,
): Promise<void> {
  const known = new Map(fresh.map((one) => [one.article.id, one]))
  const left = (await store.untold(CATCH_UP)).filter((id) => !known.has(id))
  if (left.length > 0) for (const one of await load(left)) known.set(one.article.id, one)
  if (known.size === 0) return
  const rarity = rarityIn(index)
  const records: TraceRecord[] = []
  for (const one of known.values()) records.push(recordOf(one.article.id, await knowFamiliar(store, traceOf(one, rarity), rarity), rarity))
  await store.trace(records)
  const desk: Desk = {
    store,
    rarity,
    same: sameStory(index.size),
    members: new Map(),
    likenesses: new WeakMap(),
    storyOf: new Map(),
    stories: new Map(),
    changed: new Set(),
  }
  for (const id of known.keys()) {
    await place(desk, id)
    if (desk.members.size > MAX_KEPT) desk.members.clear()
  }
  // A story that lost its last article to another needs no word: the store forgets it.
  await store.put([...desk.changed].flatMap((id) => desk.stories.get(id) ?? []).filter((story) => story.articleIds.length > 0))
}

/** The likeness from which two of so many articles are of one story. */
function sameStory(articles: number): number {
  const share = Math.log(Math.max(FEW, articles) / FEW) / Math.log(MANY / FEW)
  return SAME_STORY_FEW + (SAME_STORY_MANY - SAME_STORY_FEW) * Math.min(1, share)
}

type Rarities = { readonly size: number; readonly known: Map<string, number> }
/** Looking up how frequent a term is costs more in a large index, where one more article changes least. */
const rarities = new WeakMap<Frequencies, Rarities>()
/** Rarities are taken anew when the index has grown by this share, or this many are known. */
const GROWTH = 0.02
const MAX_KNOWN = 100_000

/** 1 for a term that one article holds, 0 for one that all do. */
function rarityIn(index: Frequencies): Rarity {
  const before = rarities.get(index)
  const fresh = before !== undefined && index.size <= before.size * (1 + GROWTH) && before.known.size < MAX_KNOWN
  const { size, known } = fresh ? before : { size: index.size, known: new Map<string, number>() }
  rarities.set(index, { size, known })
  const scale = topicRarity(1, size)
  return (term) => {
    const found = known.get(term)
    if (found !== undefined) return found
    const rarity = Math.min(1, topicRarity(Math.max(1, index.documentFrequency(term)), size) / scale)
    known.set(term, rarity)
    return rarity
  }
}

async function place(desk: Desk, id: string): Promise<void> {
  const [own] = await membersOf(desk, [id])
  if (own === undefined) return
  const alike = await alikeTo(desk, own)
  const near = [id, ...alike.map(({ member }) => member.id)]
  const around = await storiesAround(desk, near)
  const ids = new Set([...near, ...around.flatMap((story) => story.articleIds)])
  if (ids.size <= MAX_REGROUPED) await regroup(desk, await membersOf(desk, [...ids].sort()), around)
  else await join(desk, own, bestFit(desk, alike))
}

/** Moves one article; a story too large to be grouped anew keeps its title. */
async function join(desk: Desk, own: Member, best: string | null): Promise<void> {
  const from = desk.storyOf.get(own.id) ?? null
  const left = from === null ? undefined : desk.stories.get(from)
  if (left !== undefined && from !== best) {
    const rest = left.articleIds.filter((id) => id !== own.id)
    desk.stories.set(left.id, { ...left, articleIds: rest })
    desk.changed.add(left.id)
  }
  const into = best === null ? undefined : desk.stories.get(best)
  if (into === undefined) return tell(desk, await freeId(desk, own.id), [own])
  const times = [into.firstMs, into.lastMs, own.trace.ms].filter((ms) => ms !== null)
  const articleIds = from === best ? into.articleIds : [...into.articleIds, own.id]
  keep(desk, { ...into, ...spanOf(times), articleIds })
}

/** Articles so alike that they may be of one story, most alike first. */
async function alikeTo(desk: Desk, own: Member): Promise<{ readonly member: Member; readonly alike: number }[]> {
  const day = dayOfTrace(own.trace)
  const keys = keysOf(own.trace, desk.rarity)
  const wanted = {
    keys,
    minWeight: MIN_SHARED_WEIGHT * keys.reduce((sum, { weight }) => sum + weight, 0),
    copyKeys: copyKeysOf(own.trace.sketch),
    fromDay: day === null ? null : day - STORY_DAYS,
    toDay: day === null ? null : day + STORY_DAYS,
  }
  const candidates = await desk.store.candidates(wanted, MAX_CANDIDATES)
  return candidates
    .filter((found) => found.articleId !== own.id)
    .map((found) => memberOf(desk, found))
    .map((member) => ({ member, alike: likeness(desk, own, member) }))
    .filter(({ alike }) => alike >= desk.same)
    .sort((a, b) => b.alike - a.alike || (a.member.id < b.member.id ? -1 : 1))
}

function likeness({ likenesses }: Desk, a: Member, b: Member): number {
  const [one, other] = a.id < b.id ? [a, b] : [b, a]
  const known = likenesses.get(one.trace) ?? new Map<string, number>()
  likenesses.set(one.trace, known)
  const found = known.get(other.id) ?? similarity(one.trace, other.trace)
  known.set(other.id, found)
  return found
}

function memberOf(desk: Desk, found: TracedArticle): Member {
  const known = desk.members.get(found.articleId)
  if (known !== undefined) return known
  const { articleId: id, title, headlined } = found
  const member = { id, title, headlined, trace: decodeTrace(found.trace) }
  desk.members.set(id, member)
  if (!desk.storyOf.has(id)) desk.storyOf.set(id, found.storyId)
  return member
}

async function membersOf(desk: Desk, ids: readonly string[]): Promise<Member[]> {
  const unknown = ids.filter((id) => !desk.members.has(id))
  if (unknown.length > 0) for (const found of await desk.store.traced(unknown)) memberOf(desk, found)
  return ids.flatMap((id) => desk.members.get(id) ?? [])
}

async function storyIdsOf(desk: Desk, ids: readonly string[]): Promise<string[]> {
  const unknown = ids.filter((id) => !desk.storyOf.has(id))
  if (unknown.length > 0) {
    const found = await desk.store.idsOf(unknown)
    for (const id of unknown) desk.storyOf.set(id, found.get(id) ?? null)
  }
  return [...new Set(ids.flatMap((id) => desk.storyOf.get(id) ?? []))]
}

async function storiesAround(desk: Desk, articleIds: readonly string[]): Promise<StoryRecord[]> {
  const ids = await storyIdsOf(desk, articleIds)
  const unknown = ids.filter((id) => !desk.stories.has(id))
  if (unknown.length > 0)
    for (const story of await desk.store.byId(unknown)) {
      desk.stories.set(story.id, story)
      for (const id of story.articleIds) desk.storyOf.set(id, story.id)
    }
  return ids.flatMap((id) => desk.stories.get(id) ?? [])
}

async function regroup(desk: Desk, members: readonly Member[], around: readonly StoryRecord[]): Promise<void> {
  const alike = (i: number, j: number): number => likeness(desk, members[i] as Member, members[j] as Member)
  const groups = clusters(members.length, alike, desk.same).map((group) => group.map((i) => members[i] as Member))
  // A story lives on in the group that has most of it: readers follow stories by their ids.
  const claims = around
    .flatMap((story) => groups.map((group) => ({ story, group, shared: group.filter(({ id }) => story.articleIds.includes(id)).length })))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || (a.story.id < b.story.id ? -1 : 1))
  const named = new Map<readonly Member[], string>()
  const taken = new Set<string>()
  for (const { story, group } of claims) {
    if (named.has(group) || taken.has(story.id)) continue
    named.set(group, story.id)
    taken.add(story.id)
  }
  for (const story of around) if (!taken.has(story.id)) desk.stories.set(story.id, { ...story, articleIds: [] })
  for (const group of groups) tell(desk, named.get(group) ?? (await freeId(desk, (group[0] as Member).id)), group)
}

/** The story whose members are most like the article; null where none fits, or its kin have no story yet. */
function bestFit(desk: Desk, alike: readonly { readonly member: Member; readonly alike: number }[]): string | null {
  const fits = new Map<string, number[]>()
  for (const { member, alike: fit } of alike) {
    const story = desk.storyOf.get(member.id)
    if (story != null) fits.set(story, [...(fits.get(story) ?? []), fit])
  }
  const mean = (values: readonly number[]): number => {
    const best = values.slice(0, BEST_FITS)
    return best.reduce((sum, value) => sum + value, 0) / best.length
  }
  const ranked = [...fits].map(([id, values]) => ({ id, fit: mean(values) }))
  return ranked.sort((a, b) => b.fit - a.fit || (a.id < b.id ? -1 : 1))[0]?.id ?? null
}

/** Takes down what a story now is. */
function tell(desk: Desk, id: string, members: readonly Member[]): void {
  const span = spanOf(members.flatMap((member) => member.trace.ms ?? []))
  keep(desk, { id, title: central(desk, members).title, ...span, articleIds: members.map((member) => member.id) })
}

function keep(desk: Desk, story: StoryRecord): void {
  desk.stories.set(story.id, story)
  desk.changed.add(story.id)
  for (const id of story.articleIds) desk.storyOf.set(id, story.id)
}

function spanOf(times: readonly number[]): Pick<StoryRecord, 'firstMs' | 'lastMs'> {
  return times.length === 0 ? { firstMs: null, lastMs: null } : { firstMs: Math.min(...times), lastMs: Math.max(...times) }
}

/** The member most like all others, one with a printed headline if there is any; of equals the earliest. */
function central(desk: Desk, members: readonly Member[]): Member {
  const headlined = members.filter((member) => member.headlined)
  const able = (headlined.length > 0 ? headlined : members).slice(0, MAX_REGROUPED)
  const ranked = able.map((member) => ({
    member,
    alike: able.reduce((sum, other) => sum + (other === member ? 0 : likeness(desk, member, other)), 0),
  }))
  const early = (member: Member): number => member.trace.ms ?? Number.MAX_SAFE_INTEGER
  ranked.sort((a, b) => b.alike - a.alike || early(a.member) - early(b.member) || (a.member.id < b.member.id ? -1 : 1))
  return (ranked[0] as (typeof ranked)[number]).member
}

/** A new story is named after one of its articles; an older story of that name that lives on keeps it. */
async function freeId(desk: Desk, articleId: string): Promise<string> {
  for (let n = 0; n < MAX_NAMESAKES; n++) {
    const id = `story-${hashTerm(`${articleId}/${n}`).toString(36)}`
    if (!desk.stories.has(id) && (await desk.store.byId([id])).length === 0) return id
  }
  throw new Error(`naming a story after article “${articleId}”: ${MAX_NAMESAKES} names are taken`)
}
