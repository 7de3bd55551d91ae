/** The stories that a digest could tell: candidates by story, each new, developing or updated; told ones only where something changed. */
import type { ArticleHead } from '../article.ts'
import type { Archive } from '../newsroom.ts'
import type { Analysed, StoryRecord } from '../store/store.ts'
import { changeOf, inOwnWords, newFactOf } from './changes.ts'
import type { Rankable } from './ranking.ts'
import type { Candidate, Prominence } from './reading.ts'
import { type Told, type ToldBefore, toldOf } from './told.ts'

/** `new`: never told, began within the window. `developing`: began before it, or told and more came. `updated`: told, and an article of it was changed. */
export type Section = 'new' | 'developing' | 'updated'
export type SpanOf = { readonly start: number; readonly end: number }
/** A story that can be told. `changes`: what changed since it was told, one phrase each, of facts alone. */
export type Tellable = Rankable & {
  readonly section: Section
  readonly centralId: string
  readonly sentence: SpanOf | null
  /** News of it, newest first. */
  readonly fresh: readonly ArticleHead[]
  readonly changes: readonly string[]
  /** Why it stands where it does, one phrase each. */
  readonly why: readonly string[]
  readonly before: Told | null
}
export type Group = {
  readonly id: string
  readonly record: StoryRecord | null
  /** Newest first. */
  readonly fresh: readonly Candidate[]
  readonly changed: readonly Candidate[]
}

/** Pseudo id of an article that is in no story. */
const ALONE = 'article:'
/** Articles of a told story that new ones are compared with, and new ones that are read for it. */
const MAX_COMPARED = 12
const MAX_NAMES = 3
const MAX_NAMED = 4
/** An article that names somebody in headline, lead and text gives the name this weight or more. */
const ABOUT = 7
const BATCH = 1_000

export function isReal(storyId: string): boolean {
  return !storyId.startsWith(ALONE)
}

/** In the order of their newest candidates. */
export async function groupsOf(
  { store }: Pick<Archive, 'store'>,
  fresh: readonly Candidate[],
  changed: readonly Candidate[],
  storyOf: ReadonlyMap<string, string>,
): Promise<Group[]> {
  const groups = new Map<string, { fresh: Candidate[]; changed: Candidate[] }>()
  const groupOf = ({ head }: Candidate) => {
    const id = storyOf.get(head.id) ?? `${ALONE}${head.id}`
    const group = groups.get(id) ?? { fresh: [], changed: [] }
    groups.set(id, group)
    return group
  }
  for (const candidate of fresh) groupOf(candidate).fresh.push(candidate)
  for (const candidate of changed) groupOf(candidate).changed.push(candidate)
  const ids = [...groups.keys()].filter(isReal)
  const records = new Map<string, StoryRecord>()
  for (let at = 0; at < ids.length; at += BATCH)
    for (const record of await store.stories.byId(ids.slice(at, at + BATCH))) records.set(record.id, record)
  return [...groups].map(([id, group]) => ({ id, record: records.get(id) ?? null, ...group }))
}

export async function tellable(
  archive: Pick<Archive, 'store'>,
  group: Group,
  before: ToldBefore,
  fromMs: number,
  prominence: Prominence,
): Promise<Tellable | null> {
  const { record, fresh } = group
  const freshIds = new Set(fresh.map(({ head }) => head.id))
  const articleIds = record?.articleIds ?? [...fresh, ...group.changed].map(({ head }) => head.id)
  const told = toldOf(group.id, articleIds, freshIds, before)
  if (told !== null) return toldAgain(archive, group, told, prominence)
  const central = centralOf(fresh, record)
  if (central === undefined) return null
  const firstMs = record?.firstMs ?? null
  const isNew = firstMs === null || firstMs >= fromMs
  return { ...common(group, central, prominence), section: isNew ? 'new' : 'developing', sentence: central.line, changes: [], before: null }
}

/** Rather a report than what explains it, rather one with a whole headline, then the one that is most like all others, then the newest. */
function centralOf(fresh: readonly Candidate[], record: StoryRecord | null): Candidate | undefined {
  const worth = ({ form, head, line }: Candidate): number =>
    (form === 'report' ? 8 : 0) + (head.headlined ? 4 : 0) + (head.title === record?.title ? 2 : 0) + (line !== null ? 1 : 0)
  return fresh.reduce<Candidate | undefined>((best, one) => (best === undefined || worth(one) > worth(best) ? one : best), undefined)
}

/** A told story, where an article of it says something else than before or a new one says what none said. */
async function toldAgain(archive: Pick<Archive, 'store'>, group: Group, told: Told, prominence: Prominence): Promise<Tellable | null> {
  const { fresh, changed } = group
  const changes: string[] = []
  let updated: { readonly candidate: Candidate; readonly sentence: SpanOf | null } | null = null
  for (const candidate of changed.slice(0, MAX_COMPARED)) {
    const change = await changeSince(archive, candidate.head.id, told)
    if (change === null) continue
    changes.push(change.phrase)
    updated ??= { candidate, sentence: change.line?.span ?? candidate.line }
  }
  const [news, known] = await Promise.all([
    archive.store.analysed(fresh.slice(0, MAX_COMPARED).map(({ head }) => head.id)),
    archive.store.analysed([...told.articles.keys()].slice(0, MAX_COMPARED)),
  ])
  const fact = newFactOf(news, known)
  if (fact !== null || updated !== null) {
    const outlets = newOutlets(inOwnWords(news, known), told)
    if (outlets.length > 0) changes.push(`now also in ${listed(outlets)}`)
  }
  if (updated !== null)
    return { ...common(group, updated.candidate, prominence), section: 'updated', sentence: updated.sentence, changes, before: told }
  const candidate = fresh.find(({ head }) => head.id === fact?.analysed.article.id)
  if (fact === null || candidate === undefined) return null
  return { ...common(group, candidate, prominence), section: 'developing', sentence: fact.line.span, changes, before: told }
}

async function changeSince({ store }: Pick<Archive, 'store'>, id: string, told: Told) {
  const [[now], versions] = await Promise.all([store.analysed([id]), store.versions(id)])
  const version = told.articles.get(id)
  // The first version is number 1.
  const before = version === undefined ? undefined : versions[version - 1]
  return now === undefined || before === undefined ? null : changeOf(now, before)
}

function newOutlets(articles: readonly Analysed[], told: Told): string[] {
  return [...new Set(articles.map(({ article }) => article.publisher))].filter((publisher) => !told.publishers.includes(publisher))
}

/** “Reuters”, “Reuters and Caixin”, “Reuters, Caixin and 2 more”. */
export function listed(names: readonly string[]): string {
  const shown = names.length > MAX_NAMED ? names.slice(0, MAX_NAMED - 1) : names
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${rest} more`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

function common(group: Group, central: Candidate, prominence: Prominence) {
  const all = group.fresh.length > 0 ? group.fresh : group.changed
  const names = leadingNames([central, ...all.filter((one) => one !== central)], prominence)
  const outlets = new Set(all.map(({ head }) => head.publisher)).size
  const best = all.reduce((most, one) => (one.news > most.news ? one : most), central)
  return {
    id: group.id,
    outlets,
    newestMs: Math.max(...all.map(({ ms }) => ms)),
    prominence: prominenceIn(names, Math.min(all.length, MAX_COMPARED)),
    fit: all.reduce((sum, { fit }) => sum + fit, 0) / all.length,
    news: best.news,
    names: names.map(({ key }) => key),
    title: central.title,
    line: central.line?.terms ?? [],
    centralId: central.head.id,
    fresh: group.fresh.map(({ head }) => head),
    why: whyOf(outlets, best, names[0]),
  }
}

function whyOf(outlets: number, { form, isOfTheDay, isGrave }: Candidate, leader: Leading | undefined): string[] {
  const kind = form === 'report' ? 'a report' : 'explains or judges'
  return [
    `${outlets} ${outlets === 1 ? 'outlet' : 'outlets'}`,
    `${kind}${isOfTheDay ? ' of its day' : ''}`,
    ...(isGrave ? ['of weight by its headline'] : []),
    ...(leader === undefined || leader.articles < 2 ? [] : [`about ${leader.name}, in ${leader.articles.toLocaleString('en')} articles`]),
  ]
}

/** How prominent those are that it is about, by how much it is about each; little where it is hardly about anybody. */
function prominenceIn(names: readonly { readonly weight: number; readonly share: number }[], articles: number): number {
  const total = names.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return 0
  const mean = names.reduce((sum, { weight, share }) => sum + weight * share, 0) / total
  return mean * Math.min(1, (names[0]?.weight ?? 0) / articles / ABOUT)
}

type Leading = { readonly key: string; readonly name: string; readonly articles: number; readonly weight: number; readonly share: number }

/** The names that its articles are mostly about, as the corpus knows them. */
function leadingNames(candidates: readonly Candidate[], prominence: Prominence): Leading[] {
  const found = new Map<string, Leading>()
  for (const { names } of candidates.slice(0, MAX_COMPARED))
    for (const [name, weight] of names) {
      const { key, ...known } = prominence.get(name) ?? { key: name, name, articles: 0, share: 0 }
      found.set(key, { key, ...known, weight: (found.get(key)?.weight ?? 0) + weight })
    }
  return [...found.values()].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1)).slice(0, MAX_NAMES)
}
