/** A digest: the stories since the last one that are worth a line, each once, and what to remember of them. */

import type { Searched } from './answer.ts'
import { type ArticleHead, instantMs } from './article.ts'
import { dayOf } from './cited.ts'
import { changedSince, type DigestSince, newsIn, type Window, windowOf } from './digest/candidates.ts'
import { furtherLines } from './digest/line.ts'
import { choose } from './digest/ranking.ts'
import { type Candidate, prominenceOf, readCandidates } from './digest/reading.ts'
import type { DigestStyle } from './digest/spec.ts'
import { groupsOf, isReal, type Section, type SpanOf, type Tellable, tellable } from './digest/stories.ts'
import { readTold, saidBefore, toldNow, toldText } from './digest/told.ts'
import type { Archive, Asked } from './newsroom.ts'
import { compileRule, type Rule } from './rule.ts'
import type { Analysed } from './store/store.ts'

export type DigestRequest = {
  /** A query of the core; '' = everything. */
  readonly topic: string
  readonly max: number
  readonly style: DigestStyle
  /** The last run that told something; null: none yet. */
  readonly since: DigestSince | null
  /** The usual time between two runs: how far back the first one looks. */
  readonly periodMs: number
  /** Story id → what an earlier `Digest.told` said of it. */
  readonly told: ReadonlyMap<string, string>
}
export type ChosenStory = {
  /** A story's id, or `article:<id>` for an article that is in none: such a one cannot be followed. */
  readonly id: string
  readonly section: Section
  /** What the line quotes, or whose headline it is. */
  readonly central: Analysed
  /** null where no sentence stands by itself. */
  readonly sentence: SpanOf | null
  /** All that tell it, those of the window first. */
  readonly publishers: readonly string[]
  /** All its articles, newest first. */
  readonly articles: readonly ArticleHead[]
  /** What changed since it was told, one phrase each, of facts alone. */
  readonly changes: readonly string[]
  /** Why it stands where it does, one phrase each: outlets, what kind of news, whom it is about. */
  readonly why: readonly string[]
  /** For the details: sentences of other outlets that add to the line. */
  readonly further: readonly { readonly analysed: Analysed; readonly sentence: SpanOf }[]
}
export type Digest = {
  readonly stories: readonly ChosenStory[]
  /** Stories that could have been told. */
  readonly total: number
  /** Read before anything else: later writes are the next run's. */
  readonly generation: number
  readonly told: readonly { readonly storyId: string; readonly told: string }[]
  /** When the last run was due; null: none yet. What came before `fromMs` was told or is too old. */
  readonly sinceMs: number | null
  readonly fromMs: number
  readonly nowMs: number
  readonly searched: Searched
  /** The newest `read` of `matching` articles were looked at. */
  readonly read: number
  readonly matching: number
  /** Why the topic cannot be looked for; null where it can. Then nothing is told. */
  readonly problem: string | null
}
/** `name`: “Digest 3”. */
export type DigestHeading = {
  readonly name: string
  readonly topic: string
  readonly dueMs: number
  readonly zone: string
  readonly isPreview: boolean
}

/** Of a story, the newest articles. */
const MAX_ARTICLES = 100
/** Read for further quotations, and how many of these there are at most. */
const MAX_READ = 12
const MAX_FURTHER = 2
const MAX_STORIES = 15

/** Deterministic in the store's contents, the request and `asked`. */
export async function chooseDigest(archive: Archive, request: DigestRequest, asked: Asked): Promise<Digest> {
  const generation = archive.store.segments.generation()
  const before = readTold(request.told)
  const window = windowOf(request.since, request.periodMs, asked)
  const compiled = request.topic.trim() === '' ? null : await compileRule(archive, request.topic, asked)
  if (compiled !== null && !compiled.ok) return nothing(request, window, generation, compiled.problem)
  const news = await newsIn(archive, window)
  const changed = await changedSince(archive, before.storyOf.keys(), window)
  // What was told already is news only where it was changed.
  const fresh = news.fresh.filter(({ id }) => !before.storyOf.has(id))
  const heads = [...fresh, ...changed]
  const storyOf = await archive.store.stories.idsOf(heads.map(({ id }) => id))
  const candidates = await readCandidates(archive, heads, storyOf, compiled?.rule ?? null)
  const those = (some: readonly ArticleHead[]): Candidate[] => some.flatMap(({ id }) => candidates.get(id) ?? [])
  // Who asks for the news, or all of an outlet, wants no quizzes; who names a topic may want its recipes.
  const isWanted = ({ form }: Candidate): boolean => form !== 'service' || (compiled !== null && namesSomething(compiled.rule))
  const groups = await groupsOf(archive, those(fresh).filter(isWanted), those(changed).filter(isWanted), storyOf)
  const names = new Set([...candidates.values()].flatMap((candidate) => [...candidate.names.keys()]))
  const prominence = await prominenceOf(archive, names, await archive.store.corpus())
  const isSaid = saidBefore(before)
  const stories: Tellable[] = []
  for (const group of groups) {
    const story = await tellable(archive, group, before, window.fromMs, prominence)
    if (story !== null && (story.before !== null || !isSaid(story.line))) stories.push(story)
  }
  const most = Math.min(MAX_STORIES, Math.max(1, Math.trunc(request.max)))
  const forms = compiled?.rule.names.flatMap((name) => [...name.forms]) ?? []
  const topic = new Set(forms.flatMap((form) => prominence.get(form)?.key ?? []))
  const { chosen, left, same } = choose(stories, window, most, topic)
  const isChosen = new Set(chosen.map(({ id }) => id))
  // The same event under another id is remembered with the one that is told of it.
  const twins = stories.filter(({ id }) => isChosen.has(same.get(id) ?? ''))
  const shown: ChosenStory[] = []
  for (const story of chosen) shown.push(await shownOf(archive, story, window, request.style))
  return {
    ...nothing(request, window, generation, null),
    stories: shown,
    total: chosen.length + left.length,
    told: await rememberedOf(archive, [...chosen, ...twins], window),
    searched: searchedOf(heads),
    read: news.read,
    matching: news.matching,
  }
}

function namesSomething({ names, keywords, phrases, tags, story }: Rule): boolean {
  return story !== null || names.length + keywords.size + phrases.length + tags.length > 0
}

async function shownOf(archive: Archive, story: Tellable, window: Window, style: DigestStyle): Promise<ChosenStory> {
  const articles = await articlesOf(archive, story, window)
  const [central] = await archive.store.analysed([story.centralId])
  if (central === undefined) throw new Error(`choosing a digest: article “${story.centralId}” of ${story.id} cannot be read`)
  const { sentence } = story
  const others = style === 'full' ? articles.filter(({ id }) => id !== story.centralId).slice(0, MAX_READ) : []
  const read = await archive.store.analysed(others.map(({ id }) => id))
  return {
    id: story.id,
    section: story.section,
    central,
    sentence,
    publishers: [...new Set([central.article, ...story.fresh, ...articles].map(({ publisher }) => publisher))],
    articles,
    changes: story.changes,
    why: story.why,
    further: sentence === null ? [] : furtherLines({ publisher: central.article.publisher, terms: story.line }, read, MAX_FURTHER),
  }
}

/** All articles of a story that are known at that time, newest first. */
async function articlesOf({ store }: Archive, story: Tellable, window: Window): Promise<readonly ArticleHead[]> {
  const filter = isReal(story.id) ? { storyIds: [story.id] } : { ids: [story.centralId] }
  return store.list({ ...filter, notAfterMs: window.toMs, limit: MAX_ARTICLES })
}

async function rememberedOf(archive: Archive, stories: readonly Tellable[], window: Window): Promise<Digest['told']> {
  const told: { storyId: string; told: string }[] = []
  for (const story of stories) {
    const articles = await articlesOf(archive, story, window)
    const versions = await archive.store.versionNumbers(articles.map(({ id }) => id))
    const [central] = await archive.store.analysed([story.centralId])
    const { sentence } = story
    const line = sentence === null ? central?.article.title : central?.article.body.slice(sentence.start, sentence.end)
    told.push({ storyId: story.id, told: toldText(toldNow(articles, versions, line ?? '', story.before)) })
  }
  return told
}

function searchedOf(heads: readonly ArticleHead[]): Searched {
  const times = heads.map(instantMs).filter((ms) => ms !== null)
  const publishers = [...new Set(heads.map(({ publisher }) => publisher))].sort()
  if (times.length === 0) return { from: null, to: null, publishers, articles: heads.length }
  const [from, to] = times.reduce(([least, most], ms) => [Math.min(least, ms), Math.max(most, ms)], [Infinity, -Infinity] as [
    number,
    number,
  ])
  return { from: dayOf(from), to: dayOf(to), publishers, articles: heads.length }
}

function nothing(request: DigestRequest, window: Window, generation: number, problem: string | null): Digest {
  return {
    stories: [],
    total: 0,
    generation,
    told: [],
    sinceMs: request.since?.dueMs ?? null,
    fromMs: request.since?.dueMs ?? window.nowMs - request.periodMs,
    nowMs: window.nowMs,
    searched: { from: null, to: null, publishers: [], articles: 0 },
    read: 0,
    matching: 0,
    problem,
  }
}
