/**
 * The tables, as they are after the last migration. The types are portable: epoch-ms BIGINT, 0/1 INTEGER, JSON as TEXT.
 * Rows refer to one another by small integers that the store hands out itself (`seq`, `entities.id`), so that both
 * engines need no sequence and SQLite clusters by import order; ids that the rest of the program sees are TEXT.
 */
import type { ChatTables } from './chat-schema.ts'
import type { DeliveryTables } from './delivery-schema.ts'
import type { FeedTables } from './feed-schema.ts'
import type { PassTables } from './pass-schema.ts'
import type { WatchTables } from './watch-schema.ts'

export type Tables = NewsTables & ChatTables & DeliveryTables & WatchTables & FeedTables & PassTables

type NewsTables = {
  articles: ArticlesTable
  article_texts: ArticleTextsTable
  article_versions: ArticleVersionsTable
  article_authors: ArticleAuthorsTable
  passages: PassagesTable
  entities: EntitiesTable
  aliases: AliasesTable
  mentions: MentionsTable
  stories: StoriesTable
  story_traces: StoryTracesTable
  story_keys: StoryKeysTable
  segments: SegmentsTable
  tombstones: TombstonesTable
  segment_losses: SegmentLossesTable
  removals: RemovalsTable
  settings: SettingsTable
}

/** The current version, without its text: what lists and filters scan. */
type ArticlesTable = {
  /** Import order, from 1, never used twice. */
  seq: number
  id: string
  /** From 1. */
  version: number
  /** Of every field that makes a version (`content-hash.ts`). */
  hash: string
  title: string
  headlined: number
  publisher: string
  /** Folded, for filters. */
  publisher_key: string
  /** JSON array. */
  authors: string
  published: string | null
  about: string | null
  /** `instantMs` of the two fields above. */
  published_ms: number | null
  url: string | null
  /** JSON array. */
  tags: string
  story_id: string | null
  /** The index segment that holds this version; null = pending. */
  segment_id: number | null
  /** The write that brought this version. */
  generation: number
  /** That write alerts nobody. */
  quiet: number
}
/** The long columns apart, so that scanning heads does not drag them along. */
type ArticleTextsTable = {
  article: number
  body: string
  /** `analysis-codec.ts`. */
  analysis: string
}
/** Earlier versions whole: the article as JSON. */
type ArticleVersionsTable = { article: number; version: number; hash: string; content: string }
type ArticleAuthorsTable = { article: number; n: number; author_key: string; author: string }
/** [start_at, end_at) in the body, UTF-16 units. */
type PassagesTable = { article: number; n: number; start_at: number; end_at: number }
/** One name in the world, merged over all articles. The five tallies say in how many articles it was taken for what. */
type EntitiesTable = {
  id: number
  key: string
  /** Articles that mention it now. */
  articles: number
  person: number
  organisation: number
  place: number
  product: number
  other: number
}
/** A surface form of an entity; one `alias_key` may lead to several entities. */
type AliasesTable = {
  entity: number
  alias: string
  alias_key: string
  /** Articles that use the form. */
  articles: number
  /** Articles in which it is the entity's fullest name. */
  named: number
}
/** `n` is the place in the article's `analysis.entities`, which has the spans. */
type MentionsTable = { article: number; n: number; entity: number }
type StoriesTable = { id: string; title: string; first_ms: number | null; last_ms: number | null }
/** What clustering remembers of an article; `keys`: JSON array of its rows' keys below. */
type StoryTracesTable = { article: number; keys: string; trace: string }
/** By what an article may be compared with others; `day` in UTC days since 1970, null = undated. */
type StoryKeysTable = { key: number; day: number | null; article: number }
/** `bytes` is the one binary column (bytea). The id is the generation of the write that brought it. */
type SegmentsTable = { id: number; bytes: Uint8Array }
/** An article whose copy in the segment no longer counts. */
type TombstonesTable = { segment: number; article: number }
/** The same where the article is gone: by its id. */
type SegmentLossesTable = { segment: number; article: string }
/** The newest removals, for other processes to follow. */
type RemovalsTable = { generation: number; article: string }
/** Names that begin with `#` are the store's own. */
type SettingsTable = { name: string; value: string }
