/** The port to the truth: articles with their versions and analyses. SQLite now; PostgreSQL can fill it (see docs/decisions). */
import type { Article, ArticleHead } from '../article.ts'
import type { Analysis } from '../retrieval/analysis.ts'
import type { EntityType } from '../retrieval/entities.ts'
import type { ChatStore } from './chat-store.ts'
import type { DeliveryStore } from './delivery-store.ts'
import type { DigestStore } from './digest-store.ts'
import type { FeedStore } from './feed-store.ts'
import type { PassStore } from './pass-store.ts'
import type { WatchStore } from './watch-store.ts'

export type Analysed = { readonly article: Article; readonly analysis: Analysis }
export type Stored = { readonly added: readonly string[]; readonly changed: readonly string[]; readonly unchanged: readonly string[] }
export type EntityRecord = {
  readonly key: string
  readonly name: string
  readonly type: EntityType
  readonly aliases: readonly string[]
  readonly articles: number
}
/**
 * All bounds inclusive, epoch ms; undated articles pass only where no period is given. A list passes what matches any
 * of it, names without regard to case and accents. Empty `ids` pass nothing; other empty lists restrict nothing.
 */
export type ArticleFilter = {
  readonly fromMs?: number
  readonly toMs?: number
  /** Leaves out what is dated later, and keeps the undated: the corpus as it stood at that time. */
  readonly notAfterMs?: number
  readonly publishers?: readonly string[]
  readonly authors?: readonly string[]
  readonly entityKeys?: readonly string[]
  readonly storyIds?: readonly string[]
  readonly ids?: readonly string[]
  /** Only what was written later than this write (`SegmentStore.generation`): new since, or changed. */
  readonly afterGeneration?: number
  /** Newest first, undated last. 1–1,000; default 100; anything else is a RangeError. */
  readonly limit?: number
  readonly offset?: number
}
export type CorpusSummary = {
  readonly articles: number
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly publishers: readonly { readonly publisher: string; readonly articles: number; readonly newestMs: number | null }[]
  readonly authors: readonly string[]
}

export type Store = {
  /** All of them or none: one transaction. A changed article becomes a new version under the same id. */
  put(batch: readonly Analysed[], how?: PutHow): Promise<Stored>
  /**
   * One transaction: forgets articles with all that hangs on them, their versions too; returns those that there were. A segment that holds one counts it as dead;
   * who has an index takes them out there as well. Unknown ids are no error; at most 1,000.
   */
  remove(ids: readonly string[]): Promise<readonly string[]>
  /**
   * All of all batches or none: one transaction, however long they take to come; a throw, also of theirs, undoes everything and is thrown on.
   * The store serves nothing else meanwhile, and refuses it as `busy`: a reader would see what may yet be undone. Holds one batch at a time.
   */
  putAll(batches: AsyncIterable<readonly Analysed[]>): Promise<Stored>
  article(id: string): Promise<Article | null>
  /** In the order asked for; unknown ids are left out. Read-heavy path: raw prepared statements. */
  analysed(ids: readonly string[]): Promise<readonly Analysed[]>
  list(filter: ArticleFilter): Promise<readonly ArticleHead[]>
  count(filter: ArticleFilter): Promise<number>
  /** Every article oldest-import first, streamed in batches; for `articles --json` and rebuilding the index. */
  everything(): AsyncIterable<Analysed>
  corpus(): Promise<CorpusSummary>
  /** Entities one of whose aliases equals a folded name (lower case, no accents); see `foldName`. */
  entitiesNamed(foldedNames: readonly string[]): Promise<readonly EntityRecord[]>
  /** Names that begin with the folded text, then those that contain it, each most frequent first: autocompletion. */
  suggestEntities(folded: string, limit: number): Promise<readonly EntityRecord[]>
  /** Entities that share articles with this one, most shared first; of a frequent one, its newest 500 articles are looked at. */
  relatedEntities(key: string, limit: number): Promise<readonly EntityRecord[]>
  readonly segments: SegmentStore
  readonly stories: StoryStore
  readonly chat: ChatStore
  readonly deliveries: DeliveryStore
  readonly digests: DigestStore
  readonly watches: WatchStore
  readonly feeds: FeedStore
  readonly passes: PassStore
  /** What was written after a place in the order of writing, in that order; limit 1–1,000. A changed article arrives again. */
  arrivals(after: Arrived, limit: number): Promise<readonly Arrival[]>
  /** The place of the newest arrival. */
  arrived(): Promise<Arrived>
  /** Earlier versions of an article, oldest first, without the current one. */
  versions(id: string): Promise<readonly Article[]>
  /** Article id → the number of its current version, from 1; unknown ids are left out. */
  versionNumbers(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Small named values of the application (JSON text). */
  setting(name: string): Promise<string | null>
  setSetting(name: string, value: string): Promise<void>
  /** What is kept under the name; where that is nothing, keeps the value first. The same for all processes, whoever comes first. */
  settingOr(name: string, value: string): Promise<string>
  /** Everything wrong with the data, one sentence each; empty = sound. Reads the whole store. */
  check(): Promise<readonly string[]>
  close(): Promise<void>
}

/** `isQuiet`: nobody is alerted of what this write brings (the past of a new feed, a flood). */
export type PutHow = { readonly isQuiet?: boolean }
/** A place in the order of writing: the write, and the article within it. Before everything: 0, 0. */
export type Arrived = { readonly generation: number; readonly seq: number }
export type Arrival = Arrived & {
  readonly id: string
  readonly version: number
  readonly publishedMs: number | null
  /** null: not put into a story yet. */
  readonly storyId: string | null
  readonly isQuiet: boolean
}

/** Several articles about one event; an article belongs to at most one. Clustering decides which, the store remembers. */
export type StoryRecord = {
  readonly id: string
  readonly title: string
  /** Epoch ms of its first and last dated article; null where none is dated. */
  readonly firstMs: number | null
  readonly lastMs: number | null
  /** Known ids only, in import order when read. */
  readonly articleIds: readonly string[]
}
export type StoryStore = {
  /** One transaction: adds or replaces the stories; an article named by one leaves the story that it was in. A story left without articles is forgotten. */
  put(stories: readonly StoryRecord[]): Promise<void>
  /** In the order asked for; unknown ids are left out. */
  byId(ids: readonly string[]): Promise<readonly StoryRecord[]>
  /** The stories of these articles, newest first. */
  ofArticles(articleIds: readonly string[]): Promise<readonly StoryRecord[]>
  /** Newest first, undated last; limit 1–1,000. */
  latest(limit: number): Promise<readonly StoryRecord[]>
  /** Article id → story id; articles that are in none are left out. */
  idsOf(articleIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** One transaction: keeps or replaces what clustering remembers of these articles; unknown ids are passed over. */
  trace(records: readonly TraceRecord[]): Promise<void>
  /** Articles that share two keys within the days, or a copy key at any time: most shared weight first. Limit 1–1,000. */
  candidates(wanted: WantedTraces, limit: number): Promise<readonly TracedArticle[]>
  /** How many articles of the days, both inclusive, hold each of the keys, counted to 256; in the order asked for. */
  holders(keys: readonly number[], fromDay: number, toDay: number): Promise<readonly number[]>
  /** In the order asked for; those without a trace are left out. */
  traced(articleIds: readonly string[]): Promise<readonly TracedArticle[]>
  /** Articles in no story, oldest import first; limit 1–1,000. */
  untold(limit: number): Promise<readonly string[]>
}

/** What clustering remembers of an article. `day`: whole days since 1970 in UTC, null where undated. Keys are whole numbers below 2^32. */
export type TraceRecord = {
  readonly articleId: string
  readonly day: number | null
  /** Worth comparing by, between articles of neighbouring days. */
  readonly keys: readonly number[]
  /** Shared by near copies alone, whatever their dates. */
  readonly copyKeys: readonly number[]
  /** Opaque to the store. */
  readonly trace: string
}
/** `fromDay` and `toDay` inclusive; null: `keys` are not looked for. */
export type WantedTraces = {
  readonly keys: readonly { readonly key: number; readonly weight: number }[]
  /** Of `keys`, what is shared must weigh this much. */
  readonly minWeight: number
  readonly copyKeys: readonly number[]
  readonly fromDay: number | null
  readonly toDay: number | null
}
export type TracedArticle = {
  readonly articleId: string
  readonly storyId: string | null
  readonly title: string
  readonly headlined: boolean
  readonly trace: string
}

/** Opaque blobs of the search index (frozen segments), kept beside the articles so that one transaction covers both. Synchronous: read once at start. */
export type SegmentStore = {
  /** Grows with every write that concerns the index, also another process's: read it before reading articles to freeze, or to notice that they changed. */
  generation(): number
  /** The live segments, oldest first; `dead` are articles in it that have since changed, moved to another segment, or were removed. */
  load(): readonly { readonly id: number; readonly bytes: Uint8Array; readonly dead: readonly string[] }[]
  /** One transaction: forgets the dropped segments, keeps the new one, and marks its articles as held by it. Returns its id, or null where none was added. */
  replace(drop: readonly number[], add: NewSegment | null): number | null
  /** Articles that no segment holds (new, or changed since): the live index reads them at start. */
  pending(): readonly string[]
  /** What was removed by later writes than this one, oldest first; the newest 10,000 or so are known. Some of it may have come again. Limit 1–1,000. */
  removedSince(generation: number, limit: number): readonly Removal[]
}
export type Removal = { readonly generation: number; readonly articleId: string }

export type NewSegment = {
  readonly bytes: Uint8Array
  readonly articleIds: readonly string[]
  /** What `generation()` said before the articles were read: those that changed since count as dead in the segment and stay pending. Absent = none changed. */
  readonly generation?: number
}
