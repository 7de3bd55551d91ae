/** What choosing needs of each article that may be news, read in batches so that their texts need not be held together: fit, names, headline and line. */
import { setImmediate as turn } from 'node:timers/promises'
import { type ArticleHead, instantMs } from '../article.ts'
import type { Archive } from '../newsroom.ts'
import type { EntityMention } from '../retrieval/entities.ts'
import { read } from '../retrieval/language.ts'
import { foldName, termOf, termsOf } from '../retrieval/terms.ts'
import { matchRule, type Rule } from '../rule.ts'
import type { Analysed, CorpusSummary, EntityRecord } from '../store/store.ts'
import { type Line, tellingLine } from './line.ts'
import { analysedOnce, memoryOf } from './memory.ts'
import { isGrave, type PageForm, pageForm, withoutOutlet } from './page-form.ts'
import { isOfTheDay } from './sentence-form.ts'
import { type TopicFit, topicFit } from './topic-fit.ts'

export type Candidate = {
  readonly head: ArticleHead
  /** When it was published, epoch ms. */
  readonly ms: number
  /** How well it is about the topic, 0–1; 1 where none was given. */
  readonly fit: number
  /** Folded names that it is mostly about → how much. */
  readonly names: ReadonlyMap<string, number>
  readonly form: PageForm
  /** 0–1: a report rather than what explains or judges, of what happened on its day, and of weight. */
  readonly news: number
  readonly isGrave: boolean
  readonly isOfTheDay: boolean
  /** Terms of its headline, without the outlet's name. */
  readonly title: readonly string[]
  readonly line: { readonly start: number; readonly end: number; readonly terms: readonly string[] } | null
}
/** Folded name → the entity of the corpus that it stands for, in how many articles it is, and how prominent that makes it, 0–1. */
export type Prominence = ReadonlyMap<
  string,
  { readonly key: string; readonly name: string; readonly articles: number; readonly share: number }
>

/** Between two batches chat is served: reading and decoding one takes some hundredths of a second, and nothing of it waits by itself. */
const BATCH = 40
const NAMES_AT_ONCE = 500
const MAX_NAMES = 4
/** A name in the headline, or in the lead, weighs so many mentions. */
const IN_TITLE = 4
const IN_LEAD = 2
const LEAD = 500
/** A place is mostly where something happens, not what. */
const PLACE = 0.4
/** What a report, what happened on its day, and what is grave, counts of `news`. */
const REPORT = 0.45
const OF_THE_DAY = 0.2
const GRAVE = 0.35
/** News says at its beginning when it happened. */
const OPENING = 4
const WHOLE: TopicFit = { fit: 1, speaking: new Set() }

/** Those that match, by id; `storyOf`: article → story. */
export async function readCandidates(
  { store }: Pick<Archive, 'store'>,
  heads: readonly ArticleHead[],
  storyOf: ReadonlyMap<string, string>,
  rule: Rule | null,
): Promise<ReadonlyMap<string, Candidate>> {
  const { publishers } = await store.corpus()
  const outlets = new Set(publishers.map(({ publisher }) => foldName(publisher)))
  const { candidates: known } = memoryOf(store)
  const found = new Map<string, Candidate>()
  const unread: ArticleHead[] = []
  for (const head of heads) {
    const plain = rule === null ? known.get(head.id) : undefined
    if (plain === undefined) unread.push(head)
    else found.set(head.id, plain)
  }
  for (let at = 0; at < unread.length; at += BATCH) {
    const batch = unread.slice(at, at + BATCH)
    for (const analysed of await analysedOnce(
      store,
      batch.map(({ id }) => id),
    )) {
      const { article } = analysed
      if (rule !== null && matchRule(rule, analysed, storyOf.get(article.id) ?? null) === null) continue
      const head = batch.find(({ id }) => id === article.id)
      if (head === undefined) continue
      const fit = rule === null ? WHOLE : topicFit(rule, analysed)
      const candidate = candidateOf(head, analysed, fit, outlets)
      found.set(article.id, candidate)
      if (rule === null) known.keep(article.id, candidate)
    }
    await turn()
  }
  return found
}

function candidateOf(head: ArticleHead, analysed: Analysed, { fit, speaking }: TopicFit, outlets: ReadonlySet<string>): Candidate {
  const { article, analysis } = analysed
  const headline = withoutOutlet(article.title, article.publisher)
  const form = pageForm(headline)
  // Of a topic, a sentence that speaks of it.
  const line = tellingLine(analysed, undefined, speaking)
  const ofTheDay = isNewsOfTheDay(analysed, line)
  const grave = isGrave(headline)
  return {
    head,
    ms: instantMs(head) ?? 0,
    fit,
    names: namesOf(analysed, outlets),
    form,
    news: (form === 'report' ? REPORT : 0) + (ofTheDay ? OF_THE_DAY : 0) + (grave ? GRAVE : 0),
    isGrave: grave,
    isOfTheDay: ofTheDay,
    title: headline === article.title ? analysis.titleTerms : termsOf(read(headline).tokens),
    line: line === null ? null : { ...line.span, terms: line.sentence.terms },
  }
}

function isNewsOfTheDay({ article, analysis }: Analysed, line: Line | null): boolean {
  const end = analysis.sentences.slice(0, OPENING).at(-1)?.end ?? 0
  return line?.isOfTheDay === true || isOfTheDay(article.body.slice(0, end), instantMs(article) ?? 0)
}

function namesOf({ article, analysis }: Analysed, outlets: ReadonlySet<string>): Map<string, number> {
  const weighed = analysis.entities
    .map((entity) => ({ name: foldName(entity.name), weight: weightOf(entity, article.title) }))
    .filter(({ name }) => isName(name) && !outlets.has(name))
  return new Map(
    weighed
      .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
      .slice(0, MAX_NAMES)
      .map(({ name, weight }) => [name, weight]),
  )
}

/** “I’m” and “Here” at the head of a sentence are now and then taken for names. */
function isName(folded: string): boolean {
  return folded.split(/[^\p{L}\p{N}’']+/u).some((word) => termOf(word) !== null)
}

function weightOf({ aliases, spans, type }: EntityMention, title: string): number {
  const led = (spans[0]?.[0] ?? LEAD) < LEAD ? IN_LEAD : 0
  const titled = aliases.some((alias) => title.includes(alias)) ? IN_TITLE : 0
  return (Math.log2(1 + spans.length) + led + titled) * (type === 'place' ? PLACE : 1)
}

/** Known by many articles, and not by all: what every article names tells nothing apart. */
export async function prominenceOf(
  { store }: Pick<Archive, 'store'>,
  names: ReadonlySet<string>,
  corpus: CorpusSummary,
): Promise<Prominence> {
  const { entities } = memoryOf(store)
  const unknown = [...names].filter((name) => !entities.has(name))
  const found = new Map<string, EntityRecord>()
  for (let at = 0; at < unknown.length; at += NAMES_AT_ONCE) {
    for (const entity of await store.entitiesNamed(unknown.slice(at, at + NAMES_AT_ONCE)))
      for (const name of [entity.name, ...entity.aliases].map(foldName)) {
        const known = found.get(name)
        if (names.has(name) && (known === undefined || entity.articles > known.articles)) found.set(name, entity)
      }
  }
  for (const name of unknown) entities.keep(name, found.get(name) ?? null)
  const all = Math.max(2, corpus.articles)
  const known = [...names].flatMap((name) => {
    const entity = found.get(name) ?? entities.get(name) ?? null
    return entity === null
      ? []
      : [[name, { key: entity.key, name: entity.name, articles: entity.articles, share: shareOf(entity.articles, all) }] as const]
  })
  return new Map(known)
}

function shareOf(articles: number, all: number): number {
  const part = Math.min(1, articles / all)
  return (Math.log1p(articles) / Math.log1p(all)) * (1 - part * part)
}
