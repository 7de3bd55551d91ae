/** A story as it stands: which outlets tell it, since when, and whether more is to be expected. */
import { type ArticleHead, instantMs } from './article.ts'
import type { Archive } from './newsroom.ts'
import type { StoryRecord } from './store/store.ts'

/**
 * `quiet`: nothing came for three days, or nothing after the first report for a day. `updated`: an article of it was changed, or one came after the story
 * had rested for a day, no longer than two days ago. `new`: its first article is of the last day. `developing`: more came over time. The first that holds, in this order.
 */
export type StoryPhase = 'new' | 'developing' | 'updated' | 'quiet'
export type Story = {
  readonly id: string
  readonly title: string
  readonly phase: StoryPhase
  readonly firstMs: number | null
  readonly lastMs: number | null
  /** By publisher, however many feeds it has; most articles first. */
  readonly outlets: readonly { readonly publisher: string; readonly articles: number }[]
  /** Newest first, undated last. */
  readonly articles: readonly ArticleHead[]
  /** The one that stands for the others. */
  readonly central: ArticleHead
  /** Ids of articles that are not as they were first stored. */
  readonly changed: readonly string[]
}

/** The newest of a story; one with more is told by these. */
const MAX_ARTICLES = 200
const HOUR_MS = 3_600_000
const NEW_MS = 24 * HOUR_MS
const REST_MS = 24 * HOUR_MS
const RECENT_MS = 48 * HOUR_MS
const QUIET_MS = 72 * HOUR_MS

/** In the order asked for; unknown ids are left out. */
export async function readStories(archive: Pick<Archive, 'store'>, ids: readonly string[], nowMs: number): Promise<readonly Story[]> {
  const records = await archive.store.stories.byId(ids)
  const stories: Story[] = []
  for (const record of records) {
    const articles = await archive.store.list({ storyIds: [record.id], limit: MAX_ARTICLES })
    const [newest] = articles
    if (newest === undefined) continue
    const versions = await archive.store.versionNumbers(articles.map(({ id }) => id))
    const changed = articles.flatMap(({ id }) => ((versions.get(id) ?? 1) > 1 ? [id] : []))
    stories.push(storyOf(record, articles, newest, changed, nowMs))
  }
  return stories
}

function storyOf(
  { id, title, firstMs, lastMs }: StoryRecord,
  articles: readonly ArticleHead[],
  newest: ArticleHead,
  changed: readonly string[],
  nowMs: number,
): Story {
  const times = articles.flatMap((article) => instantMs(article) ?? [])
  return {
    id,
    title,
    phase: phaseOf(times, changed.length > 0, nowMs),
    firstMs,
    lastMs,
    outlets: outletsOf(articles),
    articles,
    central: articles.find((article) => article.title === title) ?? newest,
    changed,
  }
}

/** Most articles first. */
export function outletsOf(heads: readonly Pick<ArticleHead, 'publisher'>[]): { readonly publisher: string; readonly articles: number }[] {
  const counts = new Map<string, number>()
  for (const { publisher } of heads) counts.set(publisher, (counts.get(publisher) ?? 0) + 1)
  return [...counts]
    .map(([publisher, articles]) => ({ publisher, articles }))
    .sort((a, b) => b.articles - a.articles || (a.publisher < b.publisher ? -1 : 1))
}

/** `times` in any order, epoch ms. A bare date is its noon, which may be yet to come. */
export function phaseOf(times: readonly number[], isChanged: boolean, nowMs: number): StoryPhase {
  const [last, before] = times.toSorted((a, b) => b - a)
  if (last === undefined || nowMs - last > QUIET_MS) return 'quiet'
  if (isChanged) return 'updated'
  if (before !== undefined && last - before >= REST_MS && nowMs - last <= RECENT_MS) return 'updated'
  if (nowMs - Math.min(...times) <= NEW_MS) return 'new'
  return before === undefined ? 'quiet' : 'developing'
}
